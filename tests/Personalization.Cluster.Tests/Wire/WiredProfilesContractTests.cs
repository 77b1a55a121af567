using Personalization.Grains.Tests.Embedded;
using Personalization.Grains.Tests.Nodes;
using Personalization.HostContract.Profiles;

namespace Personalization.Cluster.Tests.Wire;

public sealed class WiredProfilesContractTests : ProfilesContract
{
    private readonly SharedStreams streams = new();
    private readonly MemorySnapshots snapshots = new();

    protected override ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time, int liveMax) => new(new WiredFleet(streams, snapshots, catalogs, time, 2, 1, 2));
}
