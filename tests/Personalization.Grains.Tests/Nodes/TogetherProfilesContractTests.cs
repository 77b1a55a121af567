using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

public sealed class TogetherProfilesContractTests : ProfilesContract
{
    private readonly SharedStreams streams = new();
    private readonly MemorySnapshots snapshots = new();

    protected override ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time, int liveMax) =>
        new(Fleet.InMemory(streams, snapshots, Places.Together, catalogs, time, liveMax));
}
