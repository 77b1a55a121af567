using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Journal;
using Personalization.Journal.Codecs;

namespace Personalization.Grains.Identities;

/// <summary>What a merge has to know of both streams, read outside of all gates.</summary>
/// <param name="Events">The events of the id.</param>
/// <param name="Known">Those of their ids that the user's stream has, as of when it was asked.</param>
/// <param name="Undone">Those that it has only of merges that were undone: they count for nothing, and may come again.</param>
internal sealed record MergeLook(IReadOnlyList<Event> Events, IReadOnlySet<string> Known, IReadOnlySet<string> Undone)
{
    /// <summary>Reads it. All events of both are durable.</summary>
    /// <param name="journal">Where they are.</param>
    /// <param name="source">The id.</param>
    /// <param name="version">The version of its profile; more are not read.</param>
    /// <param name="target">The user.</param>
    /// <param name="undone">The merges into the user that were undone.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>What was read, or a problem where it is more than can be merged.</returns>
    public static async ValueTask<Answer<MergeLook>> Read(IJournal journal, SubjectKey source, long version, SubjectKey target, IReadOnlySet<string> undone, CancellationToken cancellation)
    {
        using var bytes = new Core.Codecs.ByteWriter();
        var (events, known) = (new List<Event>((int)version), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var stored in journal.ReadSubject(source, 0, cancellation).ConfigureAwait(false))
        {
            if (stored.Version > version)
            {
                break;
            }

            EventCodec.Write(bytes, stored.Event);
            if (bytes.Length > Limits.MergeBytesMax)
            {
                return MergeTurn.TooLarge($"The events of the id have more than {Limits.MergeBytesMax >> 20} MiB.");
            }

            events.Add(stored.Event);
            var id = Adopted.OriginalOf(stored.Event).Id;
            if (journal.MayContain(target, EventIds.HashOf(id)) && await journal.Contains(target, id, cancellation).ConfigureAwait(false))
            {
                known.Add(id);
            }
        }

        var counting = undone.Count == 0 || known.Count == 0 ? known : await Counting(journal, target, known, undone, cancellation).ConfigureAwait(false);
        return new MergeLook(events, counting, known.Except(counting).ToHashSet(StringComparer.Ordinal));
    }

    private static async ValueTask<HashSet<string>> Counting(IJournal journal, SubjectKey target, HashSet<string> known, IReadOnlySet<string> undone, CancellationToken cancellation)
    {
        // By their hashes: of what expired in one of the streams the other may have the id.
        var (counting, hashes) = (new HashSet<string>(StringComparer.Ordinal), known.ToLookup(EventIds.HashOf));
        await foreach (var stored in journal.ReadSubject(target, 0, cancellation).ConfigureAwait(false))
        {
            if (!(stored.Event is Adopted adopted && undone.Contains(adopted.MergeId)))
            {
                counting.UnionWith(hashes[Adopted.OriginalOf(stored.Event).IdHash]);
            }
        }

        return counting;
    }

    /// <summary>Whether it still says which events the user's stream has, where that went on since. Memory only; errs now and then, on the safe side.</summary>
    public bool IsTrue(IJournal journal, SubjectKey target) =>
        Events.Select(one => Adopted.OriginalOf(one).Id).All(id => Known.Contains(id) || Undone.Contains(id) || !journal.MayContain(target, EventIds.HashOf(id)));
}
