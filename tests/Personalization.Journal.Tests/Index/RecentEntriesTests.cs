using Personalization.HostContract;
using Personalization.Journal.Index;

namespace Personalization.Journal.Tests.Index;

public sealed class RecentEntriesTests
{
    private readonly RecentEntries recent = new(capacity: 2, firstCommit: 1);

    [Fact]
    public void Subjects_with_the_same_hash_are_kept_apart()
    {
        recent.Add(Sample.User("a"), 42, 1, 1, [1, 2]);
        recent.Add(Sample.User("b"), 42, 1, 1, [3]);
        recent.Add(Sample.User("a"), 42, 3, 2, [4]);
        Assert.Equal(3, recent.Find(Sample.User("a"), 42)?.Newest.Version);
        Assert.Equal(1, recent.Find(Sample.User("b"), 42)?.Newest.Version);
        Assert.Null(recent.Find(Sample.User("c"), 42));
        Assert.Equal([Sample.User("b"), Sample.User("a")], recent.Find(42));
    }

    [Fact]
    public void A_stream_that_was_asked_for_does_not_change_when_more_is_added()
    {
        recent.Add(Sample.User("a"), 42, 1, 1, [1]);
        var stream = recent.Find(Sample.User("a"), 42)!.Value;
        recent.Add(Sample.User("a"), 42, 2, 2, [2, 3, 4]);
        Assert.Equal([1L], stream.NewestFirst().Select(entry => entry.Version));
        Assert.Equal([4L, 3, 2, 1], recent.Find(Sample.User("a"), 42)!.Value.NewestFirst().Select(entry => entry.Version));
    }

    [Fact]
    public void Entries_are_sorted_by_subject_and_version()
    {
        recent.Add(Sample.User("b"), 9, 1, 1, [1, 2]);
        recent.Add(Sample.User("a"), ulong.MaxValue, 1, 1, [3]);
        recent.Add(Sample.User("c"), 3, 5, 2, [4]);
        Assert.Equal([(3UL, 5L), (9UL, 1L), (9UL, 2L), (ulong.MaxValue, 1L)], recent.Sorted().Select(entry => (entry.SubjectHash, entry.Version)));
    }
}
