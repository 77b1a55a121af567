using System.Runtime.InteropServices;
using Personalization.Core;

namespace Personalization.Journal.Checks;

/// <summary>Whether the events of a feed make whole streams: versions 1, 2, 3 … of each subject, and no event id twice.</summary>
/// <remarks>
/// Subjects and ids are told apart by 64-bit hashes: among ten million events a false alarm has a chance of one in 300,000. A subject takes about 40
/// bytes. Ids are held for one share of all hashes at a time; the share is halved when there are too many, and the feed is read again for the others.
/// </remarks>
internal sealed class StreamCheck(CheckFindings findings, string file, int idsMax = Limits.CheckedIdsMax)
{
    private readonly Dictionary<ulong, (long Version, int Gaps)> versions = [];
    private readonly HashSet<ulong> ids = [];
    private bool isFirstRound = true;
    private int gaps;

    /// <summary>How many rounds over the feed it takes; known once the first is over.</summary>
    public int Rounds { get; private set; } = 1;

    /// <summary>How many subjects have events.</summary>
    public long Subjects => versions.Count;

    /// <summary>The round under way, from 0.</summary>
    public int Round { get; private set; }

    /// <summary>Takes the next event of the feed.</summary>
    public void Add(in StoredEvent stored, long? commit)
    {
        var subject = stored.Subject.StableHash();
        if (isFirstRound)
        {
            CheckVersion(stored, subject, commit);
        }

        CheckId(stored, subject, commit);
    }

    /// <summary>Says that events are missing here that cannot be read: whose versions jump over them is no further finding.</summary>
    public void Skip() => gaps++;

    /// <summary>Begins the next round; false where all is done.</summary>
    public bool NextRound()
    {
        isFirstRound = false;
        ids.Clear();
        return ++Round < Rounds;
    }

    private void CheckVersion(in StoredEvent stored, ulong subject, long? commit)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(versions, subject, out _);
        if (stored.Version != last.Version + 1 && (stored.Version <= last.Version || last.Gaps == gaps))
        {
            findings.Add(
                file, commit, $"{stored.Subject} goes on with version {stored.Version} after version {last.Version}.",
                "Restore a backup from before that commit; the profile of that subject cannot be trusted.");
        }

        last = (stored.Version, gaps);
    }

    private void CheckId(in StoredEvent stored, ulong subject, long? commit)
    {
        var id = StableHash.Of(stored.Event.Id, subject);
        if ((int)(id % (ulong)Rounds) != Round)
        {
            return;
        }

        if (!ids.Add(id))
        {
            findings.Add(
                file, commit, $"{stored.Subject} has the event with the id of version {stored.Version} a second time.",
                "Its profile counts the event twice; restore a backup from before that commit.");
        }

        while (isFirstRound && ids.Count > idsMax)
        {
            Rounds *= 2;
            ids.RemoveWhere(one => (int)(one % (ulong)Rounds) != 0);
        }
    }
}
