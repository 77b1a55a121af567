using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Simulation.Checking;

/// <summary>The stream of one subject as it must be.</summary>
internal sealed class LedgerStream(SubjectKey subject)
{
    private readonly List<LedgerEvent> events = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private Profile? folded;
    private int undoneMerges;

    /// <summary>Whose.</summary>
    public SubjectKey Subject => subject;

    /// <summary>All events that were handed over; the first <see cref="Durable"/> of them are durable.</summary>
    public IReadOnlyList<LedgerEvent> Events => events;

    /// <summary>The version of the last durable event.</summary>
    public int Durable { get; set; }

    /// <summary>Whether an event with this id is durable, or at least handed over.</summary>
    public bool Holds(string id, bool durably) => ids.Contains(id) && (!durably || events.FindIndex(one => one.Event.Id == id) < Durable);

    /// <summary>Adds an event. Throws where it is there already, or does not follow.</summary>
    public void Add(LedgerEvent next)
    {
        ViolationException.ThrowUnless(next.Version == events.Count + 1, ViolationKind.Gap, () => $"{next} follows version {events.Count}.");
        ViolationException.ThrowUnless(ids.Add(next.Event.Id), ViolationKind.AppliedTwice, () => $"{next} is in its stream already.");
        events.Add(next);
    }

    /// <summary>The canonical bytes of the profile at a version.</summary>
    public byte[] Fold(FoldPlan plan, long version)
    {
        var undone = events.Take((int)version).Select(one => one.Event).OfType<Unmerged>().Select(one => one.MergeId).ToHashSet(StringComparer.Ordinal);
        if (folded is null || folded.Plan.Hash != plan.Hash || folded.Version > version || undone.Count != undoneMerges)
        {
            // What a merge that was undone by then had brought counts for nothing.
            (folded, undoneMerges) = (Profile.Of(plan, subject.Kind, undone), undone.Count);
        }

        while (folded.Version < version)
        {
            var next = events[(int)folded.Version];
            Evolve.Apply(plan, folded, next.Version, next.Event);
        }

        using var bytes = new ByteWriter();
        ProfileCodec.Write(bytes, folded);
        return bytes.Written.ToArray();
    }
}
