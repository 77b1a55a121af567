using Personalization.Core.Subjects;

namespace Personalization.Journal;

/// <summary>
/// Serialised profiles: of each subject the newest, the snapshot, and some older ones, its marks, where a look at the past may begin. A cache: losing all of
/// them loses nothing but time. <see cref="IJournal.Erase"/> destroys those of the subject.
/// </summary>
public interface ISnapshots
{
    /// <summary>The subject's snapshot, or null where there is none or its checksum fails.</summary>
    ValueTask<StoredSnapshot?> Load(SubjectKey subject, CancellationToken cancellation);

    /// <summary>The subject's mark of the highest version that a look can use, or null where there is none or its checksum fails.</summary>
    /// <param name="subject">Whose.</param>
    /// <param name="use">What it has to be for that.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<StoredSnapshot?> LoadMark(SubjectKey subject, MarkUse use, CancellationToken cancellation);

    /// <summary>Replaces the subjects' snapshots, and adds marks, of which the last counts for a version; all or none of them. Durability is not promised.</summary>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="marks">The marks.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    ValueTask Save(
        IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> snapshots, IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> marks, CancellationToken cancellation);
}
