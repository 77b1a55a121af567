using Personalization.Grains.Tests.Embedded;
using Personalization.Grains.Tests.Nodes;
using Personalization.HostContract.Profiles;
using Personalization.HostContract.Telemetry;

namespace Personalization.Grains.Tests.Telemetry;

public sealed class TravelSpanTests
{
    [Fact]
    public async Task A_turn_that_travels_has_a_span_on_each_node_below_that_of_the_node_that_sent_it()
    {
        await using var fleet = Fleet.InMemory(new SharedStreams(), new MemorySnapshots(), Places.Apart, new FixedCatalogs(Airline.Catalog), new ManualTime());
        await fleet.Ingest(Crew.Buy("b1", 100), Crew.Burn("b2", 90));
        using var trace = new TestTrace();
        Assert.Single((await fleet.Decide(Crew.Ask("office", account: "a1"))).Actions);

        var decides = trace.Ended.Where(span => span.OperationName == "decide").ToList();
        Assert.InRange(decides.Count, 2, 3);
        Assert.Equal(decides.Skip(1).Select(span => span.SpanId).Append(trace.Root.SpanId), decides.Select(span => span.ParentSpanId));
    }
}
