namespace Personalization.Journal.Audit.Verifying;

/// <summary>How far an audit is.</summary>
/// <param name="Commit">The commit that was read last.</param>
/// <param name="LastCommit">The last one there is.</param>
public readonly record struct AuditProgress(long Commit, long LastCommit);
