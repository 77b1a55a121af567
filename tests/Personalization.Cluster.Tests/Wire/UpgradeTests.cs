using Personalization.Grains;
using Personalization.Grains.Tests.Embedded;
using Personalization.Grains.Tests.Nodes;
using Personalization.HostContract.Profiles;

namespace Personalization.Cluster.Tests.Wire;

/// <summary>Nodes of two releases side by side: no call fails for it.</summary>
public sealed class UpgradeTests
{
    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(1, 1, 1)]
    public async Task Every_call_is_answered_whatever_the_releases_are(int first, int second, int third)
    {
        await using var fleet = new WiredFleet(new SharedStreams(), new MemorySnapshots(), new FixedCatalogs(Airline.Catalog), new ManualTime(), first, second, third);
        for (var at = 0; at < 30; at++)
        {
            Assert.Equal([IngestStatus.Accepted], await fleet.Ingest(Crew.Track($"e{at}", "landed", $"u{at % 7}", $"a{at % 5}")));
            Assert.NotEmpty((await fleet.Decide(Crew.Ask("lounge", $"u{at % 7}-{at}", $"a{at % 5}"))).Actions);
            Assert.NotNull(await fleet.GetAccount($"a{at % 5}"));
        }

        // Each sender hears once a minute at most, and the clock stands still.
        Assert.InRange(fleet.Refusals, 0, 3);
        Assert.Equal(first + second + third == 6, fleet.Sent[1] == 0);
        Assert.Equal(first + second + third > 3, fleet.Sent[2] > 0);
    }
}
