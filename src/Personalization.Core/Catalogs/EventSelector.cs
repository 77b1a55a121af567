using System.Collections.Immutable;

namespace Personalization.Core.Catalogs;

/// <summary>Picks tracked events by name and property values.</summary>
/// <param name="Event">The event name.</param>
/// <param name="Where">All of these must hold; empty for every event of the name.</param>
public sealed record EventSelector(string Event, ImmutableArray<PropertyEquals> Where);
