using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Decisions;

namespace Personalization.Core.Tests.Decisions;

public sealed class DecisionIdTests
{
    [Fact]
    public void Any_id_reads_back_from_its_text() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), ArbMap.Default.ArbFor<NonNegativeInt>(), ArbMap.Default.ArbFor<bool>(), (hash, version, isPeek) =>
        {
            var id = new DecisionId(hash, version.Get, isPeek);
            return DecisionId.TryParse(id.ToString(), out var read) && read == id;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(long.MaxValue)]
    public void The_smallest_and_largest_versions_read_back(long version)
    {
        var id = new DecisionId(ulong.MaxValue, version, IsPeek: false);
        Assert.True(DecisionId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    [Fact]
    public void One_wrong_character_anywhere_is_noticed()
    {
        var text = new DecisionId(0x0123456789ABCDEF, 300, IsPeek: false).ToString();
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var other in "0123456789abcdefghjkmnpqrstvwxyz".Where(digit => digit != text[at]))
            {
                Assert.False(DecisionId.TryParse($"{text[..at]}{other}{text[(at + 1)..]}", out _), $"{other} at {at} of {text}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("d0")]
    [InlineData("dUPPER")]
    [InlineData("dzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("päöü")]
    public void What_no_id_can_be_is_refused(string text) => Assert.False(DecisionId.TryParse(text, out _));

    [Fact]
    public void A_peek_shows_in_the_first_letter()
    {
        Assert.StartsWith("p", new DecisionId(1, 1, IsPeek: true).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("d", new DecisionId(1, 1, IsPeek: false).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_is_a_stored_format_and_stays_as_it_is() =>
        Assert.Equal("dxz6tq2b78mhg3b021m0m6j8", new DecisionId(0x0123456789ABCDEF, 300, IsPeek: false).ToString());
}
