namespace Personalization.Core.Catalogs;

/// <summary>Who gets which variant of a flag.</summary>
/// <param name="When">A condition in CEL.</param>
/// <param name="Variant">The variant's name.</param>
public sealed record FlagRule(string When, string Variant);
