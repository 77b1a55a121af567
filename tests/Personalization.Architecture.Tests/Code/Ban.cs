namespace Personalization.Architecture.Tests;

/// <summary>Something that Core must not use, with what it uses instead.</summary>
/// <param name="Pattern">What <see cref="Usage.Matches"/> takes.</param>
/// <param name="Instead">What to do instead, as a sentence without its full stop.</param>
public sealed record Ban(string Pattern, string Instead);
