using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;

namespace Personalization.Grains.Nodes;

/// <summary>Drops what a node has in memory of a subject, once nobody is in the middle of a turn with it.</summary>
/// <remarks>Its snapshots need no care: the store takes none that is not of the stream as it is.</remarks>
internal sealed class Forgetting(NodeContext node)
{
    /// <summary>See <see cref="NodeProfiles.Forget"/>.</summary>
    public async ValueTask Run(SubjectKey subject, CancellationToken cancellation)
    {
        if (!node.Context.Grains.TryAcquire(subject, out var lease))
        {
            return;
        }

        using (lease)
        {
            using var journey = new Journey(node, node.Context.Now);
            if (!await journey.TryHold(lease.Grain, cancellation).ConfigureAwait(false))
            {
                // The node gives it up: it is nobody's profile any more.
                return;
            }

            await journey.Settle().AsTask().WaitAsync(cancellation).ConfigureAwait(false);

            // A loading that began before may have read what was there then, and puts it into its place when it ends: it is dropped as well.
            Forget(lease.Grain, out var loading);
            await loading.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            Forget(lease.Grain, out _);
        }
    }

    private void Forget(Grain grain, out Task loading)
    {
        lock (grain.Gate)
        {
            grain.Forget(node.Context.Marks);
            loading = grain.Loading ?? Task.CompletedTask;
        }
    }
}
