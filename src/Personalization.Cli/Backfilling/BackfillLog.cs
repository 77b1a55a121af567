using Personalization.Cli.Sending;

namespace Personalization.Cli.Backfilling;

/// <summary>Keeps what a backfill has to remember: refused events in their file, and how far it is, in this order.</summary>
/// <param name="notes">What people see.</param>
/// <param name="rejected">The file of refused events.</param>
/// <param name="begin">Where this run begins; null for a source that cannot be gone on with.</param>
/// <param name="progressPath">Where progress is written.</param>
/// <param name="clock">The time.</param>
internal sealed class BackfillLog(SendNotes notes, RejectedFile rejected, ProgressFile? begin, string progressPath, TimeProvider clock) : ISendLog
{
    private ProgressFile? progress = begin;
    private long savedAt = clock.GetTimestamp();
    private int told;
    private bool isBegun;

    /// <inheritdoc/>
    public void Rejected(RejectedItem item)
    {
        Begin();
        rejected.Add(item);
        if (told++ < Limits.RejectedNotesMax)
        {
            notes.Note(item.AsNote());
        }
        else if (told == Limits.RejectedNotesMax + 1)
        {
            notes.Note("… more are refused; the file of refused events has them all.");
        }
    }

    /// <inheritdoc/>
    public void Settled(long number, double? share, SentCounts counts)
    {
        Begin();
        progress = progress is null ? null : progress with { Line = number, Counts = counts, RejectedBytes = rejected.Bytes };
        notes.Settled(number, share, counts);
        if (progress is null || clock.GetElapsedTime(savedAt) >= Limits.ProgressInterval)
        {
            Save();
        }
    }

    /// <inheritdoc/>
    public void Waiting(string reason, TimeSpan pause) => notes.Waiting(reason, pause);

    /// <summary>Drops what earlier runs left and this one finds anew. Not before the server took something: a run that it refuses leaves everything as it was.</summary>
    public void Begin()
    {
        if (!isBegun)
        {
            isBegun = true;
            progress?.Write(progressPath);
            rejected.Trim();
        }
    }

    /// <summary>Writes down how far it is; nothing where nothing is known.</summary>
    public void Save()
    {
        if (!isBegun)
        {
            return;
        }

        rejected.Flush();
        progress?.Write(progressPath);
        savedAt = clock.GetTimestamp();
    }
}
