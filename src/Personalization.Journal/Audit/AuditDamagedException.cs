namespace Personalization.Journal.Audit;

/// <summary>Stored bytes of the audit chain are not what was written.</summary>
/// <param name="reason">What is wrong, as a sentence.</param>
/// <param name="inner">What found it, or null.</param>
public sealed class AuditDamagedException(string reason, Exception? inner = null)
    : IOException($"The audit chain in audit.db is damaged: {reason} Restore it from a backup; without one, keep the file elsewhere and let the server begin a new chain. In both cases delete audit.ack, which says how far the lost one went.", inner);
