using Personalization.Core.Subjects;

namespace Personalization.Journal;

/// <summary>Serialised profiles, at most one per subject. A cache: losing all of them loses nothing but time.</summary>
public interface ISnapshots
{
    /// <summary>The subject's snapshot, or null where there is none or its checksum fails.</summary>
    ValueTask<StoredSnapshot?> Load(SubjectKey subject, CancellationToken cancellation);

    /// <summary>Replaces the subjects' snapshots. Durability is not promised.</summary>
    ValueTask Save(IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> snapshots, CancellationToken cancellation);
}
