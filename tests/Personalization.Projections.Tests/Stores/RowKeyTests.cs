using FsCheck;
using FsCheck.Fluent;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests.Stores;

public sealed class RowKeyTests
{
    [Fact]
    public void Keys_of_texts_sort_as_their_texts_and_prefixes_hold_theirs_only() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((first, second) =>
        {
            var (a, b) = (Text(first.Get), Text(second.Get));
            var (left, right) = (RowKey.Empty.With(a), RowKey.Empty.With(b));
            var below = right.With(7);
            var isIn = below >= left && below < left.AfterAll();
            return isIn == (a == b) && (left == right) == (a == b) && left.With(1) < left.With(256);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_with_a_zero_is_no_part() => Assert.Throws<ArgumentException>(() => RowKey.Empty.With("a\0b"));

    [Fact]
    public void A_key_is_never_longer_than_its_limit() => Assert.Throws<ArgumentException>(() => RowKey.Empty.With(new string('a', Limits.KeyBytesMax)));

    /// <summary>Without zeros and halves of surrogates, which no id has.</summary>
    private static string Text(string any) => string.Concat(any.Where(one => one != '\0' && !char.IsSurrogate(one)));
}
