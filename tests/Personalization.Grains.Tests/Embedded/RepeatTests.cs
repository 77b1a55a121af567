using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

public sealed class RepeatTests
{
    [Fact]
    public async Task A_repeat_of_one_of_many_requests_of_a_page_counts_once()
    {
        await using var host = new MemoryHost();
        var first = await host.Decide(Crew.Ask("lounge", requestId: "r0"));
        for (var at = 1; at < 32; at++)
        {
            await host.Decide(Crew.Ask("lounge", requestId: $"r{at}"));
        }

        Assert.Equal(first.Id, (await host.Decide(Crew.Ask("lounge", requestId: "r0"))).Id);
    }

    [Fact]
    public async Task Two_copies_in_two_turns_of_a_batch_count_once()
    {
        await using var host = new MemoryHost();
        Assert.Equal(
            [IngestStatus.Accepted, IngestStatus.Accepted, IngestStatus.Duplicate, IngestStatus.Accepted],
            await host.Ingest(
                Crew.Track("e1", "landed", account: "a1"), Crew.Group("g1", "a2"), Crew.Track("e1", "landed", account: "a1"), Crew.Track("e2", "landed")));
        Assert.Equal((3L, 1L, 2L), ((await host.GetUser()).Version, (await host.GetAccount()).Version, (await host.GetAccount("a2")).Version));
    }
}
