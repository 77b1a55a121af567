namespace Personalization.Journal.Audit;

/// <summary>Stored bytes of the audit chain are not what was written.</summary>
/// <param name="reason">What is wrong, as a sentence.</param>
/// <param name="inner">What found it, or null.</param>
public sealed class AuditDamagedException(string reason, Exception? inner = null)
    : IOException(
        $"The audit chain is damaged: {reason} Restore it from a backup; without one, keep what there is elsewhere and begin a new chain. "
        + "In a data folder it is audit.db, and audit.ack says how far the lost one went: delete that in both cases.",
        inner);
