using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Replay.History;

/// <summary>The catalog to look at the past with: the one that is asked for, else the one of then, else today's.</summary>
/// <param name="catalogs">The published catalogs.</param>
/// <param name="history">When they were active.</param>
public sealed class PastCatalogs(ICatalogs catalogs, ICatalogHistory history)
{
    /// <summary>Finds the catalog.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="moment">When, and whether another one is asked for.</param>
    /// <returns>A problem: <c>unknown_catalog</c> (the one that is asked for was never published), <c>not_ready</c> (there is none at all).</returns>
    public async ValueTask<Answer<ActiveCatalog>> Find(TenantId tenant, PastMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (moment.Catalog is { } asked)
        {
            return await catalogs.Find(tenant, asked).ConfigureAwait(false) is { } found ? found : HistoryProblems.UnknownCatalog;
        }

        if (await history.FindActive(tenant, moment.At).ConfigureAwait(false) is { } hash && await catalogs.Find(tenant, hash).ConfigureAwait(false) is { } past)
        {
            return past;
        }

        return catalogs.TryGetActive(tenant, out var active) ? active : HistoryProblems.NotReady;
    }
}
