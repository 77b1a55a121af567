namespace Personalization.Journal.Audit.Verifying;

/// <summary>The decisions of one commit.</summary>
/// <param name="Commit">Its id; 0 where the journal has no commits with checksums.</param>
/// <param name="Slots">Decisions and erased events in order; empty where the commit cannot be read.</param>
/// <param name="Damage">Why it cannot be read; null where it can.</param>
public readonly record struct AuditedCommit(long Commit, IReadOnlyList<AuditedSlot> Slots, string? Damage);
