namespace Personalization.Journal.Audit.Sealing;

/// <summary>The journal ends before decisions that are sealed: an older copy of it was put in its place, or its end was cut off.</summary>
/// <param name="sealedPosition">How far it was sealed.</param>
/// <param name="endPosition">Where it ends now.</param>
public sealed class JournalBehindException(long sealedPosition, long endPosition) : IOException(
    $"The journal ends at position {endPosition}, but is sealed up to {sealedPosition}: an older copy was restored, or its end was cut off. "
    + "`personalize audit verify` says what is missing. To go on from this journal, keep audit.db and audit.ack elsewhere as evidence and restart; a new chain begins then.");
