using Personalization.Grains.Tests.Embedded;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Nodes;

public sealed class StormTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_applied_twice(int seed)
    {
        var streams = new SharedStreams();
        await new Storm(() => Task.FromResult<IJournal>(new NodeJournal(streams)), new MemorySnapshots(), rounds: 25).Pass(seed);
    }
}
