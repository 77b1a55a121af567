using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Erasures;

/// <summary>A commit in the form that takes the place of its old one.</summary>
/// <param name="Id">The commit.</param>
/// <param name="Payload">Its new payload.</param>
internal readonly record struct RewrittenCommit(long Id, byte[] Payload)
{
    /// <summary>The checksum of the new payload.</summary>
    public ulong Checksum => CommitFormat.Checksum(Id, Payload);
}
