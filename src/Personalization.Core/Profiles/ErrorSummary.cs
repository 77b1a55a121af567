namespace Personalization.Core.Profiles;

/// <summary>What a profile remembers of one kind of error: counts of the kept raises, at most <see cref="Limits.RaisedErrorsMax"/>.</summary>
/// <param name="Open">How many are unresolved.</param>
/// <param name="Count">How many there are, open or not.</param>
/// <param name="Last">When the newest happened, or null for none.</param>
/// <param name="Code">The newest one's code, or null.</param>
/// <param name="Feature">Where the newest one happened, or null.</param>
public readonly record struct ErrorSummary(int Open, int Count, Instant? Last, string? Code, string? Feature);
