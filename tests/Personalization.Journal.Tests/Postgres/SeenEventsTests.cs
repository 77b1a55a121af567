using Personalization.Core;
using Personalization.HostContract;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>What the journal remembers of event ids.</summary>
public sealed class SeenEventsTests
{
    private const ulong Unknown = 42;

    [Fact]
    public void A_stream_that_nobody_has_read_may_hold_everything() => Assert.True(new SeenEvents(100).MayContain(Sample.User("u1"), Unknown));

    [Fact]
    public void An_empty_stream_holds_what_is_appended_and_nothing_else()
    {
        var seen = new SeenEvents(100);
        seen.HeadWas(seen.Open(Sample.User("u1")), 0, null);
        Assert.False(seen.MayContain(Sample.User("u1"), Unknown));
        seen.Add(Call("u1", 1));
        Assert.True(seen.MayContain(Sample.User("u1"), StableHash.Of(Sample.IdOf(Sample.User("u1"), 1))));
        Assert.False(seen.MayContain(Sample.User("u1"), Unknown));
    }

    [Fact]
    public void What_is_appended_while_an_empty_stream_is_read_is_not_missed()
    {
        var seen = new SeenEvents(100);
        var stream = seen.Open(Sample.User("u1"));
        seen.Add(Call("u1", 1));
        seen.HeadWas(stream, 0, null);
        Assert.True(seen.MayContain(Sample.User("u1"), StableHash.Of(Sample.IdOf(Sample.User("u1"), 1))));
    }

    [Fact]
    public void A_lost_call_forgets_its_streams()
    {
        var seen = new SeenEvents(100);
        seen.HeadWas(seen.Open(Sample.User("u1")), 0, null);
        seen.Forget(Call("u1", 1));
        Assert.True(seen.MayContain(Sample.User("u1"), Unknown));
    }

    [Fact]
    public void A_stream_that_was_read_is_known_as_long_as_its_head_and_its_subject_are_the_same()
    {
        var seen = new SeenEvents(100);
        seen.Loaded(Opened(), row: 7, [(1, 1), (2, 2)]);
        seen.HeadWas(Opened(), 2, row: 7);
        Assert.False(seen.MayContain(Sample.User("u1"), Unknown));
        seen.HeadWas(Opened(), 2, row: 8);
        Assert.True(seen.MayContain(Sample.User("u1"), Unknown));

        SeenStream Opened() => seen.Open(Sample.User("u1"));
    }

    [Fact]
    public void The_least_recently_used_stream_goes_first()
    {
        var seen = new SeenEvents(2 * Limits.SeenIdsPerStream);
        seen.HeadWas(seen.Open(Sample.User("u1")), 0, null);
        seen.HeadWas(seen.Open(Sample.User("u2")), 0, null);
        Assert.False(seen.MayContain(Sample.User("u1"), Unknown));
        seen.HeadWas(seen.Open(Sample.User("u3")), 0, null);
        Assert.False(seen.MayContain(Sample.User("u1"), Unknown));
        Assert.True(seen.MayContain(Sample.User("u2"), Unknown));
    }

    private static AppendCall Call(string user, long version) => AppendCall.Encode([Sample.Append(Sample.User(user), version)]);
}
