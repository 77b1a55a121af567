using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Audit.Verifying;

namespace Personalization.Journal.Audit;

/// <summary>Destroys the salts that a chain keeps of decisions that are erased, or are about to be. Only for the one that holds the folder, while nobody seals.</summary>
/// <param name="journal">The journal, which marks the places of what was erased.</param>
/// <param name="store">The chains.</param>
internal sealed class ErasedSalts(JournalFile journal, SqliteAuditStore store)
{
    private readonly Dictionary<TenantId, List<(long First, long Last)>> places = [];
    private int gathered, destroyed;

    /// <summary>Reads the journal once. Throws <see cref="JournalDamagedException"/> and <see cref="AuditDamagedException"/> where something cannot be read; what was destroyed until then stays so.</summary>
    /// <param name="about">A subject that is about to be erased; null for none.</param>
    /// <param name="cancellation">Ends it between commits and blocks.</param>
    /// <returns>How many salts were destroyed.</returns>
    public async Task<int> Destroy(SubjectKey? about, CancellationToken cancellation)
    {
        await foreach (var commit in journal.Read(cancellation))
        {
            if (commit.Damage is { } reason)
            {
                throw new JournalDamagedException(commit.Commit, reason);
            }

            foreach (var slot in commit.Slots.Where(slot => slot.Decision is not { } decision || decision.Subject == about))
            {
                await Add(slot, cancellation);
            }
        }

        await Settle(cancellation);
        return destroyed;
    }

    private async ValueTask Add(AuditedSlot slot, CancellationToken cancellation)
    {
        if (!places.TryGetValue(slot.Tenant, out var ranges))
        {
            places[slot.Tenant] = ranges = [];
        }

        ranges.Add((slot.First, slot.Last));
        if (++gathered == Limits.ErasedPlacesMax)
        {
            await Settle(cancellation);
        }
    }

    /// <summary>Walks over the chains of the tenants that have places, and forgets the places.</summary>
    private async ValueTask Settle(CancellationToken cancellation)
    {
        foreach (var (tenant, ranges) in places)
        {
            for (var number = 1L; await store.ReadBlock(tenant, number, cancellation) is { } block; number++)
            {
                long[] kept = [.. block.Leaves.Where(leaf => !leaf.IsErased && IsIn(ranges, leaf.Position)).Select(leaf => leaf.Position)];
                destroyed += kept.Length == 0 ? 0 : await store.Erase(tenant, kept, cancellation);
            }
        }

        // Also where nothing was left to destroy: the last try may have ended before the old bytes were gone from the log.
        await store.Erase(default, [], cancellation);
        places.Clear();
        gathered = 0;
    }

    private static bool IsIn(List<(long First, long Last)> ranges, long position)
    {
        int low = 0, high = ranges.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ranges[middle].Last < position ? (middle + 1, high) : (low, middle);
        }

        return low < ranges.Count && ranges[low].First <= position;
    }
}
