using Personalization.Authoring;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Catalogs.Archives;
using Personalization.Gateway.Problems;
using Personalization.Grains;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Catalogs;

/// <summary>Checks, publishes and activates catalogs for every protocol. A catalog with problems leaves no trace.</summary>
internal sealed class CatalogPublisher(ICatalogs catalogs, ICatalogShelf shelf, TimeProvider clock) : IDisposable
{
    private const int HashChars = 64;

    /// <summary>Reading a large catalog takes a core and a lot of memory for a second: decisions need the rest.</summary>
    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <summary>Does what is asked for with the catalog of an archive.</summary>
    public async ValueTask<CatalogReport> Run(Caller caller, ArraySegment<byte> archive, CatalogOrder order, CancellationToken cancellation)
    {
        await oneAtATime.WaitAsync(cancellation);
        try
        {
            return await Run(caller, archive, order);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Makes a published version the active one.</summary>
    /// <returns>Null, or the problem that there is none.</returns>
    public async ValueTask<Problem?> Activate(Caller caller, string hash) =>
        hash.Length == HashChars && await shelf.Activate(caller.Tenant, new CatalogHash(hash), new CatalogActivator(caller.KeyId))
            ? null
            : new Problem(ProblemCodes.UnknownCatalog, "/hash", "No version of this tenant's catalog has this hash; give all 64 digits.");

    /// <inheritdoc/>
    public void Dispose() => oneAtATime.Dispose();

    private async ValueTask<CatalogReport> Run(Caller caller, ArraySegment<byte> archive, CatalogOrder order)
    {
        var files = CatalogArchive.Read(archive);
        if (!files.IsOk)
        {
            return CatalogReport.Refused(files.Problem);
        }

        var review = new CatalogReview(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var load = CatalogLoader.LoadFiles(files.Value.All, order.IsForced ? null : Active(caller.Tenant), review);
        if (!load.Succeeded)
        {
            return new CatalogReport(null, false, load.Problems, null);
        }

        if (order.IsKept)
        {
            var activator = order.IsActivated ? new CatalogActivator(caller.KeyId, order.IsForced) : null;
            if (await shelf.Publish(caller.Tenant, load.Catalog, load.Bundle, activator) is { } problem)
            {
                return CatalogReport.Refused(problem);
            }
        }

        return new CatalogReport(load.Catalog, Active(caller.Tenant)?.Hash == load.Catalog.Hash, [], null) { Warnings = load.Warnings, Bundle = load.Bundle };
    }

    private Catalog? Active(TenantId tenant) => catalogs.TryGetActive(tenant, out var active) ? active.Catalog : null;
}
