using System.Collections.Concurrent;
using Personalization.Core.Subjects;

namespace Personalization.Grains.Embedded;

/// <summary>
/// Lets a call come to its end although the tenant's catalogs keep changing under it. While one such call holds the tenant, the
/// others take up no catalog, so nobody folds its grains by another one any more; they wait, and then go by the newest.
/// </summary>
internal sealed class SwapHolds
{
    private readonly ConcurrentDictionary<TenantId, TaskCompletionSource> held = [];
    private int count;

    /// <summary>Whether somebody holds the tenant. One read of memory while nobody holds any.</summary>
    public bool IsHeld(TenantId tenant) => Volatile.Read(ref count) > 0 && held.ContainsKey(tenant);

    /// <summary>Waits until nobody holds the tenant.</summary>
    public async ValueTask Wait(TenantId tenant, CancellationToken cancellation)
    {
        while (held.TryGetValue(tenant, out var holder))
        {
            await holder.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Holds the tenant, once nobody else does. Let go with <see cref="Release"/>.</summary>
    public async ValueTask Hold(TenantId tenant, CancellationToken cancellation)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!held.TryAdd(tenant, mine))
        {
            await Wait(tenant, cancellation).ConfigureAwait(false);
        }

        Interlocked.Increment(ref count);
    }

    /// <summary>Lets go of the tenant.</summary>
    public void Release(TenantId tenant)
    {
        Interlocked.Decrement(ref count);
        if (held.TryRemove(tenant, out var mine))
        {
            mine.SetResult();
        }
    }
}
