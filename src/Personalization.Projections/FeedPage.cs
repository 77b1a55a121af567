using Personalization.Journal;

namespace Personalization.Projections;

/// <summary>Some of a shard's events that follow each other, for one consumer.</summary>
/// <param name="Shard">The shard, from 0 to <see cref="Limits.Shards"/> - 1.</param>
/// <param name="Events">The events in feed order; at least one, at most <see cref="Limits.PageEvents"/>.</param>
public sealed record FeedPage(int Shard, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>
    /// The key by which the outside tells repeats: <c>acme/production:user:u1@17</c>, subject and version. It names one event for as long as its subject is not erased;
    /// a subject that begins again after an erasure counts from 1 again.
    /// </summary>
    public static string KeyOf(in StoredEvent stored) => $"{stored.Subject}@{stored.Version}";
}
