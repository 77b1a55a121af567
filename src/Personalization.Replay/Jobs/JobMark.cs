namespace Personalization.Replay.Jobs;

/// <summary>How far work has come. Everything up to the position is worked off, and its findings are handed out.</summary>
/// <param name="Position">Where to go on after a crash.</param>
/// <param name="Counts">What was counted since the work was opened.</param>
/// <param name="Share">How much is done, 0 to 1; null where that is not known.</param>
/// <param name="Read">Events that were read since the work was opened, those of the past that only make state included.</param>
public readonly record struct JobMark(long Position, IReadOnlyDictionary<string, long> Counts, double? Share, long Read);
