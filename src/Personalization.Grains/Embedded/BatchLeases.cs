using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Grains.Embedded;

/// <summary>The grains that a batch has pinned, each once, until it is durable.</summary>
internal sealed class BatchLeases(EmbeddedContext context, Journey? journey = null)
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

    /// <summary>The same for a turn that may travel; null where the grain lives elsewhere.</summary>
    public async ValueTask<Grain?> Find(SubjectKey subject, ActiveCatalog catalog, CancellationToken cancellation)
    {
        if (TryGet(subject, out var grain))
        {
            return grain;
        }

        if (journey!.TryAcquire(subject) is not { } lease)
        {
            return null;
        }

        leases.Add(subject, lease);
        await context.Activation.EnsureLoaded(lease.Grain, catalog.Folds, cancellation).ConfigureAwait(false);
        return lease.Grain;
    }

    /// <summary>Whether the way of the turn goes on to the node of this subject.</summary>
    public bool IsElsewhere(in SubjectKey subject) => journey is not null && journey.Missing == subject;

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
