using System.Runtime.InteropServices;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay.History;

/// <summary>The marks that looks left, in memory. Where there are too many, those of who was marked first go.</summary>
/// <remarks>Only ever a shortcut: a mark is used after its event was found in the journal again, so that what is erased there does not come back from here.</remarks>
internal sealed class ProfileMarks(long bytesMax = Limits.MarkBytesMax)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(SubjectKey Subject, ulong PlanHash), List<StoredSnapshot>> marks = [];
    private readonly Queue<(SubjectKey Subject, ulong PlanHash)> order = [];
    private long bytes;

    /// <summary>The newest mark of which everything had been received at a time, or null.</summary>
    public StoredSnapshot? Find(in SubjectKey subject, ulong planHash, Instant at)
    {
        lock (gate)
        {
            return marks.TryGetValue((subject, planHash), out var known) ? known.FindLast(mark => mark.Received.Last <= at) : null;
        }
    }

    /// <summary>The newest mark up to which received times rise, or null.</summary>
    public StoredSnapshot? FindRising(in SubjectKey subject, ulong planHash)
    {
        lock (gate)
        {
            return marks.TryGetValue((subject, planHash), out var known) ? known.FindLast(static mark => mark.Received.Rises) : null;
        }
    }

    /// <summary>Keeps a mark behind all others of the subject; one that is not behind them is there already.</summary>
    public void Keep(in SubjectKey subject, ulong planHash, StoredSnapshot mark)
    {
        lock (gate)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(marks, (subject, planHash), out var exists);
            if (!exists)
            {
                known = [];
                order.Enqueue((subject, planHash));
            }

            if (known!.Count > 0 && known[^1].Version >= mark.Version)
            {
                return;
            }

            known.Add(mark);
            bytes += mark.Payload.Length;
            while (bytes > bytesMax)
            {
                Remove(order.Dequeue());
            }
        }
    }

    /// <summary>Forgets the marks of a subject: its stream is not the one that they are of.</summary>
    public void Forget(in SubjectKey subject, ulong planHash)
    {
        lock (gate)
        {
            if (marks.TryGetValue((subject, planHash), out var known))
            {
                // Its place in the order stays, as one that is empty.
                bytes -= known.Sum(mark => mark.Payload.Length);
                known.Clear();
            }
        }
    }

    private void Remove((SubjectKey Subject, ulong PlanHash) key)
    {
        if (marks.Remove(key, out var known))
        {
            bytes -= known.Sum(mark => mark.Payload.Length);
        }
    }
}
