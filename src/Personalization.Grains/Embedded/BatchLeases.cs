using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Subjects;

namespace Personalization.Grains.Embedded;

/// <summary>The grains that a batch has pinned, each once, until it is durable.</summary>
internal sealed class BatchLeases(EmbeddedContext context)
{
    private readonly Dictionary<SubjectKey, GrainLease> leases = [];

    /// <summary>Finds a grain that is pinned already.</summary>
    public bool TryGet(in SubjectKey subject, [NotNullWhen(true)] out Grain? grain)
    {
        grain = leases.TryGetValue(subject, out var lease) ? lease.Grain : null;
        return grain is not null;
    }

    /// <summary>Pins a grain that is loaded.</summary>
    public async ValueTask<Grain> Get(SubjectKey subject, ActiveCatalog catalog, CancellationToken cancellation)
    {
        if (!TryGet(subject, out var grain))
        {
            var lease = await context.Lease(subject, catalog, cancellation).ConfigureAwait(false);
            leases.Add(subject, lease);
            grain = lease.Grain;
        }

        return grain;
    }

    /// <summary>Sees that all pinned grains are folded under a plan.</summary>
    public async ValueTask Renew(ActiveCatalog catalog, CancellationToken cancellation)
    {
        foreach (var lease in leases.Values)
        {
            await context.Activation.EnsureLoaded(lease.Grain, catalog.Folds, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of all of them.</summary>
    public void Release()
    {
        foreach (var lease in leases.Values)
        {
            lease.Dispose();
        }
    }
}
