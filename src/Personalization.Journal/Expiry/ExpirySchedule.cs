using Personalization.Core;

namespace Personalization.Journal.Expiry;

/// <summary>Remembers when the next event of each block of a journal is due, so that nobody reads a block before. Only in memory: who does not know reads.</summary>
/// <remarks>Something that is appended to a block later would be missed, so only whole blocks are remembered.</remarks>
internal sealed class ExpirySchedule
{
    private readonly Dictionary<long, (long Last, Instant Due)> blocks = [];
    private readonly Lock gate = new();
    private ExpiryRules? rules;
    private int generation;

    /// <summary>Forgets everything where other rules count now.</summary>
    /// <returns>What to ask and note under these rules with; of no effect once others count.</returns>
    public int Follow(ExpiryRules now)
    {
        lock (gate)
        {
            if (rules?.AreSame(now) != true)
            {
                blocks.Clear();
                rules = now;
                generation++;
            }

            return generation;
        }
    }

    /// <summary>The end of the block that begins somewhere, where nothing of it is due yet; else null.</summary>
    public long? EndWhereNothingIsDue(int following, long first, Instant now)
    {
        lock (gate)
        {
            return following == generation && blocks.TryGetValue(first, out var block) && block.Due > now ? block.Last : null;
        }
    }

    /// <summary>Notes when the next event of a block is due; null for none that ever is.</summary>
    public void Note(int following, long first, long last, Instant? due)
    {
        lock (gate)
        {
            if (following != generation)
            {
                return;
            }

            if (blocks.Count == Limits.ExpiryBlocksMax)
            {
                blocks.Clear();
            }

            blocks[first] = (last, due ?? Instant.MaxValue);
        }
    }
}
