namespace Personalization.Core.Catalogs;

/// <summary>One decision on a surface chooses at most so many actions with a tag.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Max">How many, at least 1.</param>
public readonly record struct TagLimit(string Tag, int Max);
