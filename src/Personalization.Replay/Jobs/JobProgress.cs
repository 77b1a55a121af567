namespace Personalization.Replay.Jobs;

/// <summary>A job and how fast it goes.</summary>
/// <param name="Job">The job.</param>
/// <param name="Share">How much is done, 0 to 1; null where that is not known.</param>
/// <param name="EventsPerSecond">Events read a second since it was opened; 0 while that is not known.</param>
/// <param name="Remaining">How long it takes from here; null while that is not known.</param>
public sealed record JobProgress(ReplayJob Job, double? Share, double EventsPerSecond, TimeSpan? Remaining);
