using Personalization.Core.Events;

namespace Personalization.Grains.Embedded;

/// <summary>Events for the stream of one grain.</summary>
/// <param name="Grain">The grain; its gate is held.</param>
/// <param name="Events">The events, at least one.</param>
internal readonly record struct GrainAppend(Grain Grain, IReadOnlyList<Event> Events);
