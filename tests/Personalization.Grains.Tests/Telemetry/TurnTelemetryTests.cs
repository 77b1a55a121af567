using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract.Profiles;
using Personalization.HostContract.Telemetry;

namespace Personalization.Grains.Tests.Telemetry;

public sealed class TurnTelemetryTests
{
    [Fact]
    public async Task Turns_are_counted_by_what_they_do_and_how_they_end()
    {
        using var meters = new TestMeters();
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "landed", account: "a1"));
        await host.Ingest(Crew.Track("e0", "landed", account: "a1"));
        await host.Decide(Crew.Ask("lounge", account: "a1"));

        Assert.Equal((1, 1), (meters.Read("personalization.turns{kind=ingest,result=done}"), meters.Read("personalization.turns{kind=ingest,result=repeated}")));
        Assert.Equal((1, 0), (meters.Read("personalization.turns{kind=serve,result=done}"), meters.Read("personalization.turns{kind=peek,result=done}")));
    }

    [Fact]
    public async Task Merges_are_counted_also_where_two_users_have_one_browser()
    {
        using var meters = new TestMeters();
        await using var host = new MemoryHost();
        foreach (var (id, user) in ((string, string)[])[("s1", "u1"), ("s2", "u2"), ("s3", "u1"), ("s4", "u2")])
        {
            await host.Ingest(Crew.Identify(id, user: user) with { AnonymousId = "v1" });
        }

        Assert.Equal((1, 2), (meters.Read("personalization.turns{kind=merge,result=done}"), meters.Read("personalization.turns{kind=merge,result=refused}")));
    }

    [Fact]
    public async Task A_profile_is_counted_by_what_it_was_made_of()
    {
        using var meters = new TestMeters();
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "landed"));
        Assert.Equal((1, 0), (meters.Read("personalization.grains.activations{source=nothing}"), meters.Read("personalization.grains.evictions")));

        await host.Host.SweepIdle(TestContext.Current.CancellationToken);
        await host.Host.SweepIdle(TestContext.Current.CancellationToken);
        await host.Ingest(Crew.Track("e1", "landed"));

        Assert.Equal((1, 1), (meters.Read("personalization.grains.activations{source=snapshot}"), meters.Read("personalization.grains.evictions")));
        Assert.Equal(2, meters.CountOf("personalization.grains.load.duration"));
    }

    [Fact]
    public async Task Why_actions_are_turned_down_is_estimated_from_a_sample_that_nobody_sees()
    {
        using var meters = new TestMeters();
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "landed"));
        for (var at = 0; at <= Limits.ServesPerRejectionSample; at++)
        {
            Assert.True((await host.Decide(Crew.Ask("lounge"))).Rejected.IsDefault);
        }

        var estimated = Codes.Sum(code => meters.Read($"personalization.decide.rejections{{code={code}}}"));
        Assert.True(estimated > 0);
        Assert.Equal(0, estimated % (2 * Limits.ServesPerRejectionSample));
    }

    [Fact]
    public async Task A_turn_and_what_it_loads_are_spans_below_the_call()
    {
        await using var host = new MemoryHost();
        using var trace = new TestTrace();
        await host.Ingest(Crew.Track("e0", "landed"));

        var ingest = Assert.Single(trace.Ended, span => span.OperationName == "ingest");
        var load = Assert.Single(trace.Ended, span => span.OperationName == "load");
        Assert.Equal((trace.Root.SpanId, ingest.SpanId), (ingest.ParentSpanId, load.ParentSpanId));
        Assert.Equal((1, "nothing"), (ingest.GetTagItem("personalization.events"), load.GetTagItem("personalization.load.source")));
    }

    [Fact]
    public async Task A_decision_that_is_refused_says_why_in_its_span()
    {
        await using var host = new MemoryHost();
        using var trace = new TestTrace();
        var answer = await host.Profiles.Decide(Crew.Ask("no such surface"), TestContext.Current.CancellationToken);

        Assert.Equal("unknown_surface", answer.Problem?.Code);
        Assert.Equal("unknown_surface", Assert.Single(trace.Ended).GetTagItem("error.type"));
        Assert.Same(trace.Root, System.Diagnostics.Activity.Current);
    }

    private static IEnumerable<string> Codes => Core.Decisions.ReasonCodes.All.Where(code => code.Stage != Core.Decisions.ReasonCode.Chosen).Select(code => code.Name);
}
