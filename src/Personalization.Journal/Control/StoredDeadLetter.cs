namespace Personalization.Journal.Control;

/// <summary>A dead letter as it is kept.</summary>
/// <param name="Id">Its number; larger is newer.</param>
/// <param name="Letter">The letter.</param>
/// <param name="IsCut">Whether the raw event was too long to be kept whole, so that it cannot be tried again.</param>
public sealed record StoredDeadLetter(long Id, DeadLetter Letter, bool IsCut);
