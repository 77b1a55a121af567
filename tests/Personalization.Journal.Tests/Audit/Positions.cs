using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Audit;

/// <summary>Places in the feed.</summary>
internal static class Positions
{
    public static long Of(long commit, int ordinal) => FeedPosition.Of(commit, ordinal);
}
