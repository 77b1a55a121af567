using System.Buffers.Text;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Pages.Links;

namespace Personalization.Gateway.Tests.Pages.Links;

public sealed class LinkSealTests
{
    private static readonly LinkKey Key = LinkKey.TryParse(Convert.ToBase64String(Enumerable.Range(0, 32).Select(at => (byte)at).ToArray()))!;
    private static readonly LinkKey Other = LinkKey.TryParse(Convert.ToBase64String(new byte[32]))!;

    [Fact]
    public void What_is_sealed_is_opened_as_it_was() =>
        Prop.ForAll<(NonEmptyString Id, string? Locale, string? Back, long Expires)>(one =>
        {
            var (id, locale, back, expires) = one;
            var link = Link(id.Get) with { Locale = NullIfEmpty(locale), ReturnUrl = NullIfEmpty(back), Expires = new Instant(expires), Rights = (LinkRights)(expires & 15) };
            return LinkSeal.Open(Key, LinkSeal.Seal(Key, link)) == Written(link);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_of_the_first_version_is_still_opened()
    {
        var link = LinkSeal.Open(Key, "AWRlZmdoaWprbG1ub0d6vQscxibsUQYqi64MBZNBwHA7gWybl2harUj7psEtuagU1CRm73SOyVcQmDqroms3_clDJSwH-vGs1u-BpYomD9EtfW96Si_I7iuSrqTt");

        Assert.Equal(new PreferenceLink(new SubjectKey(new TenantId("acme/production"), SubjectKind.Anonymous, "v1"), LinkRights.Consents | LinkRights.Erase, new Instant(1_700_000_000_000), "de-AT", "https://example.com/"), link);
    }

    [Fact]
    public void No_bit_of_a_token_can_be_changed()
    {
        var token = Base64Url.DecodeFromChars(LinkSeal.Seal(Key, Link("u1")));
        for (var bit = 0; bit < token.Length * 8; bit++)
        {
            var changed = token.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(LinkSeal.Open(Key, Base64Url.EncodeToString(changed)));
        }

        Assert.NotNull(LinkSeal.Open(Key, Base64Url.EncodeToString(token)));
    }

    [Fact]
    public void A_token_of_another_key_opens_nothing() => Assert.Null(LinkSeal.Open(Key, LinkSeal.Seal(Other, Link("u1"))));

    [Theory]
    [InlineData("")]
    [InlineData("AQ")]
    [InlineData("not base64url!")]
    [InlineData("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_token_opens_nothing(string token) => Assert.Null(LinkSeal.Open(Key, token));

    [Fact]
    public void A_token_that_is_too_long_is_not_even_tried() => Assert.Null(LinkSeal.Open(Key, new string('A', 100_000)));

    [Fact]
    public void A_token_tells_neither_whose_it_is_nor_how_long_the_id_is()
    {
        var (token, other) = (LinkSeal.Seal(Key, Link("somebody-in-particular")), LinkSeal.Seal(Key, Link("u")));

        Assert.Equal(token.Length, other.Length);
        Assert.Equal(-1, Base64Url.DecodeFromChars(token).AsSpan().IndexOf("somebody"u8));
        Assert.NotEqual(token, LinkSeal.Seal(Key, Link("somebody-in-particular")));
    }

    private static PreferenceLink Link(string id) => new(new SubjectKey(new TenantId("acme/production"), SubjectKind.User, id), LinkRights.Preferences, new Instant(1), null, null);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : Clean(text);

    /// <summary>Texts of calls are always UTF-8; a lone half of a surrogate pair is not.</summary>
    private static string Clean(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static PreferenceLink Written(PreferenceLink link) => link with { Subject = link.Subject with { Id = Clean(link.Subject.Id) } };
}
