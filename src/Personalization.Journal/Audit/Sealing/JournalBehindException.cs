namespace Personalization.Journal.Audit.Sealing;

/// <summary>The journal ends before decisions that are sealed: an older copy of it was put in its place, or its end was cut off.</summary>
/// <param name="sealedPosition">How far it was sealed.</param>
/// <param name="endPosition">Where it ends now.</param>
public sealed class JournalBehindException(long sealedPosition, long endPosition) : IOException(
    $"The journal ends at position {endPosition}, but is sealed up to {sealedPosition}: an older copy was restored, or its end was cut off. "
    + "`personalize audit verify` says what is missing. To go on from this journal, keep the chain elsewhere as evidence (in a data folder, audit.db and audit.ack) and restart; a new chain begins then.");
