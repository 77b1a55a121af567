using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>Brings what grains leave behind into snapshots, many with one write.</summary>
internal sealed class LastProfiles(ISnapshots snapshots)
{
    private readonly List<KeyValuePair<SubjectKey, StoredSnapshot>> waiting = [], marks = [];

    /// <summary>Adds one; writes where there are enough.</summary>
    public ValueTask Add(LastProfile last)
    {
        if (last.Snapshot is { } snapshot)
        {
            waiting.Add(new(last.Subject, snapshot));
            marks.AddRange(last.Marks);
        }

        return waiting.Count < Limits.SnapshotsPerWrite ? ValueTask.CompletedTask : Save();
    }

    /// <summary>Writes what waits.</summary>
    public async ValueTask Save()
    {
        if (waiting.Count > 0)
        {
            await snapshots.Save(waiting, marks, CancellationToken.None).ConfigureAwait(false);
            waiting.Clear();
            marks.Clear();
        }
    }
}
