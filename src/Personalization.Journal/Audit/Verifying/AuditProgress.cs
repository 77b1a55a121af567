namespace Personalization.Journal.Audit.Verifying;

/// <summary>How far an audit is.</summary>
/// <param name="Position">Up to where the journal was read.</param>
/// <param name="EndPosition">Where it ends.</param>
public readonly record struct AuditProgress(long Position, long EndPosition);
