using System.Runtime.InteropServices;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>
/// The heads of subjects whose calls are under way, and those of which a call was lost: what was folded on a lost call is
/// refused until the subject's head has been read again. Not thread-safe: its owner locks.
/// </summary>
/// <remarks>Calls under way are bounded by the queue, the lost by <see cref="Limits.LostStreamsMax"/>.</remarks>
internal sealed class PendingHeads
{
    private readonly Dictionary<SubjectKey, Pending> underWay = [];
    private readonly Dictionary<SubjectKey, LostFrom> lost = [];
    private readonly Dictionary<ulong, List<SubjectKey>> beginning = [];
    private long losses;

    /// <summary>How many subjects have lost calls and were not read again.</summary>
    public int LostStreams => lost.Count;

    /// <summary>Whether each part continues its stream as far as memory knows it; the commit asks the table about the others.</summary>
    public bool Follows(AppendCall call)
    {
        for (var at = 0; at < call.Parts.Count; at++)
        {
            var part = call.Parts[at];
            if (lost.TryGetValue(part.Subject, out var from) && (part.FirstVersion > from.Version || underWay.ContainsKey(part.Subject)))
            {
                return false;
            }

            if ((EarlierPart(call, at) ?? Version(part.Subject)) is { } head && part.FirstVersion != head + 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A call is under way.</summary>
    public void Add(AppendCall call)
    {
        foreach (var part in call.Parts)
        {
            ref var pending = ref CollectionsMarshal.GetValueRefOrAddDefault(underWay, part.Subject, out _);
            pending = new Pending(part.LastVersion, pending.Parts + 1, call);
            if (part.FirstVersion == 1)
            {
                ref var named = ref CollectionsMarshal.GetValueRefOrAddDefault(beginning, part.Subject.StableHash(), out _);
                (named ??= []).Add(part.Subject);
            }
        }
    }

    /// <summary>The subjects with this hash whose first events are under way: no table has them yet.</summary>
    public IReadOnlyList<SubjectKey> Beginning(ulong subjectHash) => beginning.TryGetValue(subjectHash, out var named) ? [.. named] : [];

    /// <summary>A call has ended in whichever way.</summary>
    public void Remove(AppendCall call)
    {
        foreach (var part in call.Parts)
        {
            ref var pending = ref CollectionsMarshal.GetValueRefOrNullRef(underWay, part.Subject);
            if (pending.Parts == 1)
            {
                underWay.Remove(part.Subject);
            }
            else
            {
                pending = pending with { Parts = pending.Parts - 1 };
            }

            if (part.FirstVersion == 1)
            {
                HasBegun(part.Subject);
            }
        }
    }

    /// <summary>A call was lost: nothing that was folded on it may become durable.</summary>
    public void Lose(AppendCall call)
    {
        losses++;
        foreach (var part in call.Parts)
        {
            ref var from = ref CollectionsMarshal.GetValueRefOrAddDefault(lost, part.Subject, out var isKnown);
            from = new LostFrom(isKnown ? Math.Min(from.Version, part.FirstVersion) : part.FirstVersion, losses);
        }
    }

    /// <summary>Whether a call was folded on a lost one.</summary>
    public bool IsOnLost(AppendCall call)
    {
        foreach (var part in call.Parts)
        {
            if (lost.ContainsKey(part.Subject))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The subject's newest call under way, or null.</summary>
    public AppendCall? LastCall(in SubjectKey subject) => underWay.TryGetValue(subject, out var pending) ? pending.Last : null;

    /// <summary>The version that the subject's calls under way end at; null where there are none or a call was lost.</summary>
    public long? Version(in SubjectKey subject) => underWay.TryGetValue(subject, out var pending) && !lost.ContainsKey(subject) ? pending.Version : null;

    /// <summary>When the subject last lost a call, to hand to <see cref="ReadAgain"/>; 0 for never.</summary>
    public long LossOf(in SubjectKey subject) => lost.TryGetValue(subject, out var from) ? from.Loss : 0;

    /// <summary>The subject's head was read after that loss, so the next call is folded on what is durable.</summary>
    public void ReadAgain(in SubjectKey subject, long loss)
    {
        if (loss != 0 && LossOf(subject) == loss)
        {
            lost.Remove(subject);
        }
    }

    private void HasBegun(in SubjectKey subject)
    {
        var hash = subject.StableHash();
        var named = beginning[hash];
        named.Remove(subject);
        if (named.Count == 0)
        {
            beginning.Remove(hash);
        }
    }

    private static long? EarlierPart(AppendCall call, int at)
    {
        for (var before = at - 1; before >= 0; before--)
        {
            if (call.Parts[before].Subject == call.Parts[at].Subject)
            {
                return call.Parts[before].LastVersion;
            }
        }

        return null;
    }

    private readonly record struct Pending(long Version, int Parts, AppendCall Last);

    private readonly record struct LostFrom(long Version, long Loss);
}
