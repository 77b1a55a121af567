using Personalization.Core.Catalogs;
using Personalization.Grains.Embedded;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>The embedded host over a journal in memory.</summary>
internal sealed class MemoryHost : HostUnderTest
{
    public MemoryHost(EmbeddedHostOptions? options = null)
        : this(Airline.Catalog, options)
    {
    }

    public MemoryHost(Catalog catalog, EmbeddedHostOptions? options = null)
        : this(new FixedCatalogs(catalog), options)
    {
    }

    public MemoryHost(ICatalogs catalogs, EmbeddedHostOptions? options = null) =>
        Host = new EmbeddedProfiles(Journal, Snapshots, catalogs, new ManualTime(), options ?? new EmbeddedHostOptions());

    public MemoryJournal Journal { get; } = new();

    public MemorySnapshots Snapshots { get; } = new();

    public EmbeddedProfiles Host { get; }

    public override IProfiles Profiles => Host;

    public override ValueTask Crash() => throw new NotSupportedException();

    public override async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
