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

namespace Personalization.Server.Catalogs;

/// <summary>The catalogs of the control store, compiled and in memory. A tenant's active one is a single reference that is swapped once everything behind it is made.</summary>
/// <param name="control">Where they are kept.</param>
/// <param name="seed">The catalog for tenants without one, or null: those then wait for their first.</param>
/// <param name="clock">Paces the look for what another process published.</param>
internal sealed class StoredCatalogs(ControlStore control, CatalogBundle? seed, TimeProvider clock) : ICatalogs, ICatalogShelf, ICatalogHistory
{
    /// <summary>How often the store is asked whether another process has changed it: as often as for keys.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Compiled catalogs that are kept, active or not: more versions than take part in decisions that are still being looked at.</summary>
    private const int CompiledMax = 64;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<TenantId, ActiveCatalog> active = [];
    private readonly ConcurrentDictionary<CatalogHash, ActiveCatalog> compiled = [];
    private long lookedAt;
    private long seenVersion;

    /// <summary>Whether there is any catalog to decide with.</summary>
    public bool HasAny => !active.IsEmpty;

    /// <inheritdoc/>
    public bool TryGetActive(TenantId tenant, [NotNullWhen(true)] out ActiveCatalog? catalog)
    {
        // One call looks; the others go on with what there is.
        if (clock.GetElapsedTime(Volatile.Read(ref lookedAt)) >= LookInterval && gate.TryEnter())
        {
            try
            {
                Look();
            }
            finally
            {
                gate.Exit();
            }
        }

        return active.TryGetValue(tenant, out catalog);
    }

    /// <inheritdoc/>
    public ActiveCatalog? Find(TenantId tenant, CatalogHash hash)
    {
        if (active.TryGetValue(tenant, out var current) && current.Catalog.Hash == hash)
        {
            return current;
        }

        return control.Catalogs.LoadBundle(tenant, hash.Value) is { } bundle ? Compile(hash, bundle) : null;
    }

    /// <inheritdoc/>
    public CatalogHash? FindActive(TenantId tenant, Instant at) => control.Catalogs.ActiveAt(tenant, at) is { } hash ? new CatalogHash(hash) : null;

    /// <inheritdoc/>
    public Problem? Publish(TenantId tenant, Catalog catalog, CatalogBundle bundle, CatalogActivator? activator)
    {
        lock (gate)
        {
            var ready = Keep(catalog);
            if (control.Catalogs.Publish(tenant, bundle.Hash.Value, bundle.Json, activator) is { } problem)
            {
                return problem;
            }

            if (activator is not null)
            {
                active[tenant] = ready;
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public bool Activate(TenantId tenant, CatalogHash hash, CatalogActivator activator)
    {
        lock (gate)
        {
            if (Find(tenant, hash) is not { } ready || !control.Catalogs.Activate(tenant, hash.Value, activator))
            {
                return false;
            }

            active[tenant] = ready;
            return true;
        }
    }

    /// <summary>Seeds tenants without a catalog and takes up every active one.</summary>
    /// <exception cref="InvalidDataException">A stored catalog cannot be read by this version of the program.</exception>
    public void Refresh()
    {
        lock (gate)
        {
            Look();
        }
    }

    private void Look()
    {
        Volatile.Write(ref lookedAt, clock.GetTimestamp());
        var version = control.Catalogs.FileVersion();
        if (version == seenVersion)
        {
            return;
        }

        // Before anything is read: a change meanwhile leads to one look too many, and one that cannot be read is told once.
        seenVersion = version;
        var hashes = control.Catalogs.AllActive().ToDictionary(one => one.Tenant, one => one.Hash);
        ExceptionDispatchInfo? unreadable = null;
        foreach (var tenant in control.Tenants.List().Select(tenant => tenant.Id))
        {
            try
            {
                if ((hashes.GetValueOrDefault(tenant) ?? Seed(tenant)) is { } hash && Find(tenant, new CatalogHash(hash)) is { } ready)
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

    private string? Seed(TenantId tenant)
    {
        if (seed is null)
        {
            return null;
        }

        return control.Catalogs.Publish(tenant, seed.Hash.Value, seed.Json, new CatalogActivator("seed")) is { } problem
            ? throw new InvalidDataException($"The catalog for {tenant} cannot be kept: {problem.Message}")
            : seed.Hash.Value;
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
