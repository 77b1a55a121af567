namespace Personalization.Journal.Sqlite;

/// <summary>How a commit and an event's place in it make a <see cref="StoredEvent.Position"/>.</summary>
internal static class FeedPosition
{
    private const int OrdinalBits = 20;

    public static long Of(long commitId, int ordinal) => (commitId << OrdinalBits) | (uint)ordinal;

    /// <summary>Behind every event of a commit and before all of the next; 0 for commit 0.</summary>
    public static long EndOf(long commitId) => commitId == 0 ? 0 : Of(commitId + 1, 0) - 1;

    public static long CommitOf(long position) => position >> OrdinalBits;
}
