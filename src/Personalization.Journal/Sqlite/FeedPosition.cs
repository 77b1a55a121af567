namespace Personalization.Journal.Sqlite;

/// <summary>How a commit and an event's place in it make a <see cref="StoredEvent.Position"/>.</summary>
internal static class FeedPosition
{
    private const int OrdinalBits = 20;

    public static long Of(long commitId, int ordinal) => (commitId << OrdinalBits) | (uint)ordinal;

    public static long CommitOf(long position) => position >> OrdinalBits;
}
