using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Codecs;

namespace Personalization.Simulation.Checking;

/// <summary>The model: what the host handed to the journal, call by call, and how much of that the journal has acknowledged.</summary>
/// <remarks>
/// The journal commits in the order of the calls. So whatever happens, what it holds is the events of the first so many calls, whole, and all
/// acknowledged ones are among them. That one sentence is most of the checker.
/// </remarks>
internal sealed class Ledger
{
    private readonly List<LedgerEvent[]> calls = [];
    private Dictionary<SubjectKey, LedgerStream> streams = [];
    private LimitAudit audit = new();

    /// <summary>How many of the calls are acknowledged.</summary>
    public int DurableCalls { get; private set; }

    /// <summary>How many calls there are.</summary>
    public int Calls => calls.Count;

    /// <summary>The streams that have events.</summary>
    public IEnumerable<LedgerStream> Streams => streams.Values;

    /// <summary>All durable events in the order of the feed.</summary>
    public IEnumerable<LedgerEvent> Feed => calls.Take(DurableCalls).SelectMany(call => call);

    /// <summary>A subject's stream, or null where it has no events.</summary>
    public LedgerStream? Find(SubjectKey subject) => streams.GetValueOrDefault(subject);

    /// <summary>The version of the last event that was handed over.</summary>
    public long Head(SubjectKey subject) => Find(subject)?.Events.Count ?? 0;

    /// <summary>The version of the last event that is durable.</summary>
    public long DurableHead(SubjectKey subject) => Find(subject)?.Durable ?? 0;

    /// <summary>The ids that an id has led to, itself first: whoever is merged is known as a user from then on.</summary>
    public IReadOnlyList<SubjectKey> Chain(SubjectKey subject)
    {
        var chain = new List<SubjectKey> { subject };
        while (Find(chain[^1])?.Events[^1].Event is MergedInto into)
        {
            var next = new SubjectKey(subject.Tenant, SubjectKind.User, into.UserId);
            ViolationException.ThrowUnless(!chain.Contains(next), ViolationKind.WrongContent, () => $"{subject} is merged in a circle.");
            chain.Add(next);
        }

        return chain;
    }

    /// <summary>The ids that an id has ever led to, itself first: also by merges that were undone since.</summary>
    public IReadOnlyList<SubjectKey> EverKnown(SubjectKey subject)
    {
        var known = new List<SubjectKey> { subject };
        for (var at = 0; at < known.Count; at++)
        {
            var merges = Find(known[at])?.Events.Select(one => one.Event).OfType<MergedInto>() ?? [];
            known.AddRange(merges.Select(into => new SubjectKey(subject.Tenant, SubjectKind.User, into.UserId)).Except(known).ToList());
        }

        return known;
    }

    /// <summary>Whether a merge of an id, or one into it, was undone.</summary>
    public bool WasParted(SubjectKey subject) => Find(subject)?.Events.Any(one => one.Event is Reopened or Unmerged) == true;

    /// <summary>Whoever an id is known as.</summary>
    public SubjectKey Person(SubjectKey subject) => Chain(subject)[^1];

    /// <summary>Notes a call. Throws where no host may make it.</summary>
    /// <returns>Its number.</returns>
    public int Append(ReadOnlySpan<StreamAppend> parts)
    {
        var call = new List<LedgerEvent>();
        foreach (var part in parts)
        {
            for (var at = 0; at < part.Events.Count; at++)
            {
                call.Add(new LedgerEvent(part.Subject, part.FirstVersion + at, part.Events[at], Content(part.Events[at])));
            }
        }

        Add([.. call]);
        return calls.Count - 1;
    }

    /// <summary>Notes that calls up to this one are durable.</summary>
    public void Acknowledge(int call)
    {
        for (; DurableCalls <= call; DurableCalls++)
        {
            foreach (var one in calls[DurableCalls])
            {
                streams[one.Subject].Durable = (int)one.Version;
            }
        }
    }

    /// <summary>Forgets the calls that did not survive; those that did are durable now.</summary>
    public void Keep(int survivors)
    {
        if (survivors < calls.Count)
        {
            var kept = calls.Take(survivors).ToList();
            calls.Clear();
            (streams, audit, DurableCalls) = ([], new LimitAudit(), 0);
            kept.ForEach(Add);
        }

        Acknowledge(survivors - 1);
    }

    /// <summary>Finds out which calls a feed holds. Throws where it holds anything else, or not all that is acknowledged.</summary>
    /// <returns>How many calls.</returns>
    public int Match(IReadOnlyList<StoredEvent> feed)
    {
        var at = 0;
        long position = 0;
        for (var call = 0; call < calls.Count; call++)
        {
            if (at == feed.Count)
            {
                ViolationException.ThrowUnless(call >= DurableCalls, ViolationKind.LostAcknowledged, () => $"The feed ends before {calls[call][0]}.");
                return call;
            }

            foreach (var expected in calls[call])
            {
                ViolationException.ThrowUnless(at < feed.Count, call < DurableCalls ? ViolationKind.LostAcknowledged : ViolationKind.TornCall, () => $"The feed ends before {expected}, inside of a call.");
                Compare(expected, feed[at], feed, call < DurableCalls);
                ViolationException.ThrowUnless(feed[at].Position > position, ViolationKind.WrongFeed, () => $"{expected} is at {feed[at].Position}, behind {position}.");
                position = feed[at++].Position;
                expected.Position = position;
            }
        }

        ViolationException.ThrowUnless(at == feed.Count, ViolationKind.WrongFeed, () => $"The feed holds {Text(feed[at])}, which nobody appended.");
        return calls.Count;
    }

    /// <summary>Throws unless a stored event is this one.</summary>
    public static void Compare(LedgerEvent expected, in StoredEvent found, IReadOnlyList<StoredEvent> all, bool isAcknowledged)
    {
        if (found.Subject == expected.Subject && found.Version == expected.Version && Content(found.Event) == expected.Content
            && (expected.Position == 0 || expected.Position == found.Position))
        {
            return;
        }

        var (subject, id, version) = (found.Subject, found.Event.Id, found.Version);
        var isRepeat = all.Any(one => one.Subject == subject && one.Event.Id == id && one.Version < version);
        var isMissing = isAcknowledged && !all.Any(one => one.Subject == expected.Subject && one.Event.Id == expected.Event.Id);
        throw new ViolationException(
            isRepeat ? ViolationKind.AppliedTwice : isMissing ? ViolationKind.LostAcknowledged : ViolationKind.WrongContent,
            $"In place of {expected} there is {Text(found)}.");
    }

    private void Add(LedgerEvent[] call)
    {
        calls.Add(call);
        foreach (var one in call)
        {
            if (!streams.TryGetValue(one.Subject, out var stream))
            {
                streams.Add(one.Subject, stream = new LedgerStream(one.Subject));
            }

            stream.Add(one);
        }

        audit.Check(call);
    }

    private static ulong Content(Event one)
    {
        using var bytes = new ByteWriter();
        EventCodec.Write(bytes, one);
        return StableHash.Of(bytes.Written);
    }

    private static string Text(in StoredEvent found) => $"{found.Subject} version {found.Version} ({found.Event.Type} {found.Event.Id}) at {found.Position}";
}
