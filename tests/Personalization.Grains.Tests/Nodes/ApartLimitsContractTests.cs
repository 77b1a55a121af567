using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

public sealed class ApartLimitsContractTests : LimitsContract
{
    private readonly SharedStreams streams = new();
    private readonly MemorySnapshots snapshots = new();

    protected override ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time) =>
        new(Fleet.InMemory(streams, snapshots, Places.Apart, catalogs, time));
}
