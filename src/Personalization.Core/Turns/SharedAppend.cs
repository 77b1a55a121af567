using Personalization.Core.Events;

namespace Personalization.Core.Turns;

/// <summary>What a serve appends to the stream of a shared limit's owner.</summary>
/// <param name="Owner">The place of the owner in <see cref="Decisions.SurfacePlan.SharedOwners"/>.</param>
/// <param name="Event">What it is.</param>
public readonly record struct SharedAppend(int Owner, Event Event);
