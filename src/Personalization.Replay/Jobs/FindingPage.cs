namespace Personalization.Replay.Jobs;

/// <summary>Some of what a job has found, in its order.</summary>
/// <param name="Lines">One finding each, as JSON.</param>
/// <param name="Next">Where the next page begins.</param>
/// <param name="IsLast">Whether this was all that there was at the job's latest mark.</param>
public sealed record FindingPage(IReadOnlyList<string> Lines, long Next, bool IsLast);
