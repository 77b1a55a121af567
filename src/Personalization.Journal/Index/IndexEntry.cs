namespace Personalization.Journal.Index;

/// <summary>Where one event is: the index's unit.</summary>
/// <param name="SubjectHash">The subject's stable hash.</param>
/// <param name="Version">The event's version in the subject's stream.</param>
/// <param name="CommitId">The commit that holds it.</param>
/// <param name="EventIdHash">The stable hash of the event's id.</param>
internal readonly record struct IndexEntry(ulong SubjectHash, long Version, long CommitId, ulong EventIdHash) : IComparable<IndexEntry>
{
    /// <inheritdoc/>
    public int CompareTo(IndexEntry other)
    {
        var bySubject = SubjectHash.CompareTo(other.SubjectHash);
        if (bySubject != 0)
        {
            return bySubject;
        }

        var byVersion = Version.CompareTo(other.Version);
        return byVersion != 0 ? byVersion : CommitId.CompareTo(other.CommitId);
    }
}
