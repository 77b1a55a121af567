using FsCheck;
using FsCheck.Fluent;
using Personalization.Journal.Index;

namespace Personalization.Journal.Tests.Index;

public sealed class SubjectFilterTests
{
    [Fact]
    public void A_filter_never_forgets_a_key() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ListOf().ToArbitrary(), Gen.Choose(1, 50).ToArbitrary(), (numbers, capacity) =>
        {
            var filter = new SubjectFilter(capacity);
            var keys = numbers.Select(number => FilterKey.Of((ulong)number, (ulong)number * 31)).ToList();
            keys.ForEach(key => filter.Add(key));
            var stored = new SubjectFilter(filter.Words.ToArray());
            return keys.TrueForAll(key => filter.MayContain(key) && stored.MayContain(key));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_full_filter_takes_few_strangers_for_known()
    {
        const int Count = 50_000;
        var filter = new SubjectFilter(Count);
        for (ulong at = 0; at < Count; at++)
        {
            filter.Add(FilterKey.Of(at % 100, at));
        }

        var wrong = Enumerable.Range(0, Count).Count(at => filter.MayContain(FilterKey.Of((ulong)at % 100, (ulong)(at + Count))));
        Assert.InRange(wrong, 0, Count / 250);
    }
}
