using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Personalization.Authoring;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Gateway.Catalogs;
using Personalization.Grains;
using Personalization.Journal.Control;
using Personalization.Replay.History;

namespace Personalization.Hosting.Catalogs;

/// <summary>The catalogs of the control store, compiled and in memory. A tenant's active one is a single reference that is swapped once everything behind it is made.</summary>
/// <param name="control">Where they are kept.</param>
/// <param name="seed">The catalog for tenants without one, or null: those then wait for their first.</param>
public sealed class StoredCatalogs(IControlStore control, CatalogBundle? seed) : ICatalogs, ICatalogShelf, ICatalogHistory, IDisposable
{
    /// <summary>Compiled catalogs that are kept, active or not: more versions than take part in decisions that are still being looked at.</summary>
    private const int CompiledMax = 64;

    /// <summary>Held while the active catalogs change, so that what was read first is not put in place last.</summary>
    private readonly SemaphoreSlim changing = new(1);
    private readonly ConcurrentDictionary<TenantId, ActiveCatalog> active = [];
    private readonly ConcurrentDictionary<CatalogHash, ActiveCatalog> compiled = [];

    /// <summary>Whether there is any catalog to decide with.</summary>
    public bool HasAny => !active.IsEmpty;

    /// <inheritdoc/>
    public bool TryGetActive(TenantId tenant, [NotNullWhen(true)] out ActiveCatalog? catalog) => active.TryGetValue(tenant, out catalog);

    /// <inheritdoc/>
    public async ValueTask<ActiveCatalog?> Find(TenantId tenant, CatalogHash hash)
    {
        if (active.TryGetValue(tenant, out var current) && current.Catalog.Hash == hash)
        {
            return current;
        }

        return await control.Catalogs.LoadBundle(tenant, hash.Value) is { } bundle ? Compile(hash, bundle) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<CatalogHash?> FindActive(TenantId tenant, Instant at) => await control.Catalogs.ActiveAt(tenant, at) is { } hash ? new CatalogHash(hash) : null;

    /// <inheritdoc/>
    public async ValueTask<Problem?> Publish(TenantId tenant, Catalog catalog, CatalogBundle bundle, CatalogActivator? activator)
    {
        await changing.WaitAsync();
        try
        {
            var ready = Keep(catalog);
            if (await control.Catalogs.Publish(tenant, bundle.Hash.Value, bundle.Json, activator) is { } problem)
            {
                return problem;
            }

            if (activator is not null)
            {
                active[tenant] = ready;
            }

            return null;
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> Activate(TenantId tenant, CatalogHash hash, CatalogActivator activator)
    {
        await changing.WaitAsync();
        try
        {
            if (await Find(tenant, hash) is not { } ready || !await control.Catalogs.Activate(tenant, hash.Value, activator))
            {
                return false;
            }

            active[tenant] = ready;
            return true;
        }
        finally
        {
            changing.Release();
        }
    }

    /// <summary>Seeds tenants without a catalog and takes up every active one.</summary>
    /// <exception cref="InvalidDataException">A stored catalog cannot be read by this version of the program; the others have been taken up.</exception>
    /// <exception cref="IOException">The store is away.</exception>
    public async Task Refresh()
    {
        await changing.WaitAsync();
        try
        {
            await TakeUp();
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => changing.Dispose();

    private async Task TakeUp()
    {
        var hashes = (await control.Catalogs.AllActive()).ToDictionary(one => one.Tenant, one => one.Hash);
        ExceptionDispatchInfo? unreadable = null;
        foreach (var tenant in (await control.Tenants.List()).Select(tenant => tenant.Id))
        {
            try
            {
                if ((hashes.GetValueOrDefault(tenant) ?? await Seed(tenant)) is { } hash && await Find(tenant, new CatalogHash(hash)) is { } ready)
                {
                    active[tenant] = ready;
                }
            }
            catch (InvalidDataException cause)
            {
                // One tenant's is no reason to keep the others from theirs.
                unreadable ??= ExceptionDispatchInfo.Capture(cause);
            }
        }

        unreadable?.Throw();
    }

    private async ValueTask<string?> Seed(TenantId tenant)
    {
        if (seed is null)
        {
            return null;
        }

        var (problem, hash) = await control.Catalogs.Seed(tenant, seed.Hash.Value, seed.Json, new CatalogActivator("seed"));
        return problem is null ? hash : throw new InvalidDataException($"The catalog for {tenant} cannot be kept: {problem.Message}");
    }

    private ActiveCatalog Compile(CatalogHash hash, byte[] bundle)
    {
        if (compiled.TryGetValue(hash, out var known))
        {
            return known;
        }

        var load = CatalogBundle.Read(StoredBundle.Checked(hash, bundle));
        return load.Succeeded ? Keep(load.Catalog) : throw new InvalidDataException($"The stored catalog {hash.Short} cannot be read: {load.Problems[0].Render()}");
    }

    private ActiveCatalog Keep(Catalog catalog)
    {
        if (compiled.TryGetValue(catalog.Hash, out var known))
        {
            return known;
        }

        if (compiled.Count >= CompiledMax)
        {
            compiled.Clear();
        }

        return compiled.GetOrAdd(catalog.Hash, ActiveCatalog.Compile(catalog));
    }
}
