using Personalization.Core.Subjects;

namespace Personalization.Replay.Jobs;

/// <summary>
/// Jobs that wait for their turn. The next one is of the tenant whose last turn is longest ago, and of that tenant's the one that came first: many
/// jobs of one tenant hold up those of another by one turn. How many wait, the list of all jobs bounds.
/// </summary>
internal sealed class JobLine : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim arrivals = new(0);
    private readonly List<LiveJob> waiting = [];
    private readonly Dictionary<TenantId, long> lastTurns = [];
    private long turns;

    /// <summary>Lets a job wait behind those that wait.</summary>
    public void Add(LiveJob live)
    {
        lock (gate)
        {
            waiting.Add(live);
        }

        arrivals.Release();
    }

    /// <summary>Takes a job out that will not work; nothing where it does not wait.</summary>
    public void Remove(LiveJob live)
    {
        lock (gate)
        {
            waiting.Remove(live);
        }
    }

    /// <summary>Waits for the next job and takes it.</summary>
    public async ValueTask<LiveJob> Take(CancellationToken cancellation)
    {
        while (true)
        {
            await arrivals.WaitAsync(cancellation).ConfigureAwait(false);
            lock (gate)
            {
                // What arrived may have been taken out since.
                if (waiting.MinBy(one => lastTurns.GetValueOrDefault(one.Job.Tenant)) is { } next)
                {
                    waiting.Remove(next);
                    GiveTurn(next.Job.Tenant);
                    return next;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => arrivals.Dispose();

    private void GiveTurn(TenantId tenant)
    {
        if (waiting.Count == 0)
        {
            // Nobody waits who could be passed over, so that nothing need be remembered.
            lastTurns.Clear();
        }

        lastTurns[tenant] = ++turns;
    }
}
