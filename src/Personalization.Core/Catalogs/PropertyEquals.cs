using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs;

/// <summary>A condition of an <see cref="EventSelector"/>: a top-level property has exactly this value.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Value">A bool, an int or a text.</param>
public sealed record PropertyEquals(string Property, Value Value);
