using Personalization.Core.Subjects;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Erasures;

/// <summary>Destroys what files beside the journal hold of a subject: what was folded, and what was counted. Behind the events, so that nobody makes it again from those meanwhile.</summary>
internal sealed class DerivedEraser(IDisk disk, string folder)
{
    private readonly SnapshotEraser snapshots = new(disk, folder);
    private readonly ProjectionEraser projections = new(disk, folder);

    /// <summary>Destroys it. Throws <see cref="ErasureUnfinishedException"/> where some of it may still be there; the erasure can be asked for again.</summary>
    public void Erase(in SubjectKey subject)
    {
        snapshots.Erase(subject);
        projections.Erase(subject);
    }
}
