using Personalization.Chaos.Checking;
using Personalization.Chaos.Load;

namespace Personalization.Chaos.Tests.Checking;

public sealed class EventRuleTests
{
    private static readonly SentEvent Sent = new("e1", "work_done", "u1", "a1", "amount", 1);

    [Fact]
    public void An_acknowledged_event_that_is_once_in_each_of_its_streams_is_right() =>
        Assert.Empty(new Feed().Work("e1", [.. Sent.Streams]).Judge(Rule()));

    [Fact]
    public void An_event_that_nobody_was_told_of_may_be_there_or_not() =>
        Assert.Empty(new Feed().Work("e1", [.. Sent.Streams]).Work("e2", Population.User("u1")).Judge(Rule()));

    [Fact]
    public void An_event_that_one_of_its_streams_lost_is_found() =>
        Assert.Contains("lost the acknowledged event e1", Assert.Single(new Feed().Work("e1", Population.User("u1")).Judge(Rule())), StringComparison.Ordinal);

    [Fact]
    public void An_event_that_is_twice_in_a_stream_is_found() =>
        Assert.Contains("e1 twice", Assert.Single(new Feed().Work("e1", [.. Sent.Streams]).Work("e1", Population.User("u1")).Judge(Rule())), StringComparison.Ordinal);

    [Fact]
    public void An_event_in_the_stream_of_somebody_else_is_found() =>
        Assert.Contains("of somebody else", Assert.Single(new Feed().Work("e1", [.. Sent.Streams, Population.User("u2")]).Judge(Rule())), StringComparison.Ordinal);

    private static EventRule Rule() => new(new Dictionary<string, SentEvent> { ["e1"] = Sent });
}
