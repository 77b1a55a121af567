namespace Personalization.Journal.Audit.Verifying;

/// <summary>A commit and the checksum of its content: what an anchor holds fast of the journal beside the chain.</summary>
/// <param name="Commit">The commit's id.</param>
/// <param name="Checksum">Its checksum.</param>
/// <param name="WasRewritten">Whether it was rewritten because somebody was erased or events expired; its checksum changed then, and rightly.</param>
public readonly record struct JournalMark(long Commit, ulong Checksum, bool WasRewritten);
