using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Grains.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

public sealed class EventTimeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-62_135_596_800_001)]
    public async Task An_event_outside_of_the_calendar_is_rejected_and_the_host_goes_on(long unixMilliseconds)
    {
        await using var host = new MemoryHost();
        var odd = Crew.Burn("b1", 1);
        var answers = await host.Profiles.Ingest(
            Sample.Acme, [odd with { Event = odd.Event with { Time = new Instant(unixMilliseconds) } }], Cancellation);
        Assert.Equal("time_out_of_range", answers[0].Problem?.Code);
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(Crew.Burn("b2", 1)));
    }

    [Fact]
    public async Task An_event_from_before_the_retention_is_too_old()
    {
        await using var host = new MemoryHost(new EmbeddedHostOptions { Retention = TimeSpan.FromDays(90) });
        var answers = await host.Profiles.Ingest(
            Sample.Acme,
            [Crew.Track("e1", "engine_failed", after: TimeSpan.FromDays(-91)), Crew.Track("e2", "engine_failed", after: TimeSpan.FromDays(-89))],
            Cancellation);
        Assert.Equal(("too_old", IngestStatus.Accepted), (answers[0].Problem?.Code, answers[1].Status));
    }

    [Fact]
    public async Task A_view_is_of_the_moment_at_which_a_decision_would_be_made()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"), Crew.Track("e1", "engine_failed", after: TimeSpan.FromHours(23)));
        Assert.Equal(2, (await host.GetUser()).Counters["failures"]);
    }

    [Fact]
    public async Task Explaining_at_the_end_of_the_calendar_answers()
    {
        var once = Airline.Catalog with { Caps = Airline.Catalog.Caps.SetItem(0, Airline.Catalog.Caps[0] with { Max = 1 }) };
        await using var host = new MemoryHost(once);
        var decision = await host.Decide(Crew.Ask("lounge", mode: DecisionMode.Peek, explain: true) with { Now = Instant.MaxValue });
        Assert.Equal("cap rest.daily: 0 of 1 used in 1d, 1 chosen before it", decision.Rejected[1].Detail);
    }
}
