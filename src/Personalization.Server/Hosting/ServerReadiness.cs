using Personalization.Gateway.Health;

namespace Personalization.Server.Hosting;

/// <summary>Ready when the journal takes events and there is a catalog. Calls are only answered once the journal has been read, so recovery needs no condition of its own.</summary>
internal sealed class ServerReadiness(Stores stores) : IReadiness
{
    /// <inheritdoc/>
    public IReadOnlyList<ReadinessCheck> Checks() =>
    [
        new("journal_open", !stores.Events.Failed.IsCompleted && !stores.Profiles.Failed.IsCompleted),
        new("catalog_active", stores.Catalogs.HasAny),
    ];
}
