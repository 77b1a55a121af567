namespace Personalization.Journal.Index;

/// <summary>The first entry of a block.</summary>
/// <param name="SubjectHash">Its subject's hash.</param>
/// <param name="Version">Its version.</param>
internal readonly record struct IndexFence(ulong SubjectHash, long Version) : IComparable<IndexFence>
{
    /// <inheritdoc/>
    public int CompareTo(IndexFence other)
    {
        var bySubject = SubjectHash.CompareTo(other.SubjectHash);
        return bySubject != 0 ? bySubject : Version.CompareTo(other.Version);
    }
}
