namespace Personalization.Journal.Sqlite;

/// <summary>One part of an <see cref="EncodedCall"/>.</summary>
/// <param name="Part">As the commit will describe it.</param>
/// <param name="SubjectHash">Its subject's stable hash.</param>
/// <param name="FirstEvent">The place of its first event in the call.</param>
internal readonly record struct EncodedPart(CommitPart Part, ulong SubjectHash, int FirstEvent);
