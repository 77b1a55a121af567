using Personalization.Core.Subjects;

namespace Personalization.Grains.Embedded;

/// <summary>How one call comes by the active catalog, attempt after attempt. After too many in vain it holds the tenant, and keeps the catalog that it has then.</summary>
/// <param name="context">The host.</param>
/// <param name="tenant">Whose catalog.</param>
/// <param name="only">The catalog that a turn of another node goes by; null for the active one.</param>
internal sealed class CatalogPursuit(EmbeddedContext context, TenantId tenant, ActiveCatalog? only = null) : IDisposable
{
    private ActiveCatalog? kept;
    private int attempts;
    private bool isHolding;

    /// <summary>The catalog for the next attempt; null while none is active.</summary>
    public async ValueTask<ActiveCatalog?> Next(CancellationToken cancellation)
    {
        if (isHolding)
        {
            return kept;
        }

        if (++attempts > Limits.AttemptsPerTurn)
        {
            await context.Holds.Hold(tenant, cancellation).ConfigureAwait(false);
            isHolding = true;
        }
        else if (context.Holds.IsHeld(tenant))
        {
            await context.Holds.Wait(tenant, cancellation).ConfigureAwait(false);
        }

        return kept = only ?? (context.Catalogs.TryGetActive(tenant, out var active) ? active : null);
    }

    /// <summary>The turn is done: what comes next is another one.</summary>
    public void Rest()
    {
        attempts = 0;
        if (isHolding)
        {
            isHolding = false;
            context.Holds.Release(tenant);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Rest();
}
