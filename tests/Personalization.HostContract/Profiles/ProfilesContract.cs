namespace Personalization.HostContract.Profiles;

/// <summary>What every host of live profiles must do. Derive from it and say how to run yours.</summary>
public abstract partial class ProfilesContract
{
    private readonly FixedCatalogs catalogs = new(Airline.Catalog);
    private readonly ManualTime time = new();

    /// <summary>Runs the host of this test; once it ended or crashed, runs one on what it left.</summary>
    /// <param name="catalogs">The catalogs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="liveMax">How many profiles may stay in memory.</param>
    protected abstract ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time, int liveMax);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ValueTask<HostUnderTest> Open(int liveMax = 1000) => Open(catalogs, time, liveMax);
}
