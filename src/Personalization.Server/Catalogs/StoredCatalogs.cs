using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Personalization.Authoring;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Journal.Control;

namespace Personalization.Server.Catalogs;

/// <summary>The catalogs of the control store, compiled and in memory.</summary>
/// <param name="control">Where they are kept.</param>
/// <param name="seed">The catalog for tenants without one, or null: those then wait for their first.</param>
/// <param name="clock">Paces the look for tenants that another process made.</param>
internal sealed class StoredCatalogs(ControlStore control, CatalogBundle? seed, TimeProvider clock) : ICatalogs
{
    /// <summary>How often a tenant that is not known here is looked for in the store: soon enough after <c>personalize tenants create</c>, rarely enough for the disk.</summary>
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    /// <summary>Compiled catalogs that are kept, active or not: more versions than take part in decisions that are still being looked at.</summary>
    private const int CompiledMax = 64;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<TenantId, ActiveCatalog> active = [];
    private readonly ConcurrentDictionary<CatalogHash, ActiveCatalog> compiled = [];
    private long refreshedAt;

    /// <inheritdoc/>
    public bool TryGetActive(TenantId tenant, [NotNullWhen(true)] out ActiveCatalog? catalog)
    {
        if (active.TryGetValue(tenant, out catalog))
        {
            return true;
        }

        if (clock.GetElapsedTime(Volatile.Read(ref refreshedAt)) >= RefreshInterval)
        {
            Refresh();
        }

        return active.TryGetValue(tenant, out catalog);
    }

    /// <inheritdoc/>
    public ActiveCatalog? Find(TenantId tenant, CatalogHash hash) =>
        control.Catalogs.LoadBundle(tenant, hash.Value) is { } bundle ? Compile(hash, bundle) : null;

    /// <summary>Seeds tenants without a catalog and takes up every active one.</summary>
    /// <exception cref="InvalidDataException">A stored catalog cannot be read by this version of the program.</exception>
    public void Refresh()
    {
        lock (gate)
        {
            Volatile.Write(ref refreshedAt, clock.GetTimestamp());
            foreach (var tenant in control.Tenants.List().Select(tenant => tenant.Id).Where(tenant => !active.ContainsKey(tenant)))
            {
                if ((control.Catalogs.Active(tenant)?.Hash ?? Seed(tenant)) is { } hash)
                {
                    active[tenant] = Compile(new CatalogHash(hash), control.Catalogs.LoadBundle(tenant, hash)!);
                }
            }
        }
    }

    /// <summary>Whether there is any catalog to decide with.</summary>
    public bool HasAny => !active.IsEmpty;

    private string? Seed(TenantId tenant)
    {
        if (seed is null)
        {
            return null;
        }

        if (control.Catalogs.Publish(tenant, seed.Hash.Value, seed.Json) is { } problem)
        {
            throw new InvalidDataException($"The catalog for {tenant} cannot be kept: {problem.Message}");
        }

        control.Catalogs.Activate(tenant, seed.Hash.Value);
        return seed.Hash.Value;
    }

    private ActiveCatalog Compile(CatalogHash hash, byte[] bundle)
    {
        if (compiled.TryGetValue(hash, out var known))
        {
            return known;
        }

        var load = CatalogBundle.Read(bundle);
        if (!load.Succeeded)
        {
            throw new InvalidDataException($"The stored catalog {hash.Short} cannot be read: {load.Problems[0].Render()}");
        }

        if (compiled.Count >= CompiledMax)
        {
            compiled.Clear();
        }

        return compiled.GetOrAdd(hash, ActiveCatalog.Compile(load.Catalog));
    }
}
