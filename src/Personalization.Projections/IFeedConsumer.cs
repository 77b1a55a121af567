using Personalization.Core.Events;

namespace Personalization.Projections;

/// <summary>Somebody who follows the feed. Implement <see cref="IProjection"/> for effects in the same store, or <see cref="IOutlet"/> for hand-outs to the outside.</summary>
/// <remarks>A consumer sees each subject's events in the order of their versions, and those of different subjects in any order.</remarks>
public interface IFeedConsumer
{
    /// <summary>Its stable name, 1 to <see cref="Limits.ConsumerNameCharsMax"/> characters: checkpoints and rows are kept under it.</summary>
    string Name { get; }

    /// <summary>Number of what it does, from 1. A higher one than the stored makes it begin anew at the beginning of the feed, with its rows gone.</summary>
    int Version { get; }

    /// <summary>The kinds of events it wants; others are not even read where the journal can skip them.</summary>
    EventTypeSet Types { get; }

    /// <summary>Where it begins the first time it runs.</summary>
    FeedStart Begins { get; }
}
