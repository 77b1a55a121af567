namespace Personalization.Replay;

/// <summary>A member of a served record that came out differently.</summary>
/// <param name="Member">Its name, as in the record: <c>actions</c>, <c>accountVersion</c> …</param>
/// <param name="Stored">What is stored.</param>
/// <param name="Recomputed">What was recomputed.</param>
public sealed record MemberDifference(string Member, string Stored, string Recomputed);
