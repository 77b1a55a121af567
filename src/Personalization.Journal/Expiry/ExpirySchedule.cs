using Personalization.Core;

namespace Personalization.Journal.Expiry;

/// <summary>Remembers when the next event of each block of a journal is due, so that nobody reads a block before. Only in memory: who does not know reads.</summary>
/// <remarks>Something that is appended to a block later would be missed, so only whole blocks are remembered. One thread at a time.</remarks>
internal sealed class ExpirySchedule
{
    private readonly Dictionary<long, (long Last, Instant Due)> blocks = [];
    private ExpiryRules? rules;

    /// <summary>Forgets everything where other rules count now.</summary>
    public void Follow(ExpiryRules now)
    {
        if (rules?.AreSame(now) != true)
        {
            blocks.Clear();
            rules = now;
        }
    }

    /// <summary>The end of the block that begins somewhere, where nothing of it is due yet; else null.</summary>
    public long? EndWhereNothingIsDue(long first, Instant now) => blocks.TryGetValue(first, out var block) && block.Due > now ? block.Last : null;

    /// <summary>Notes when the next event of a block is due; null for none that ever is.</summary>
    public void Note(long first, long last, Instant? due)
    {
        if (blocks.Count == Limits.ExpiryBlocksMax)
        {
            blocks.Clear();
        }

        blocks[first] = (last, due ?? Instant.MaxValue);
    }
}
