using Personalization.Grains.Embedded;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

public sealed class EmbeddedLimitsContractTests : LimitsContract, IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time) =>
        new(new EmbeddedHost(folder, catalogs, time, new EmbeddedHostOptions()));
}
