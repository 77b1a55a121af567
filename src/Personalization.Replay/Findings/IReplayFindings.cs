namespace Personalization.Replay;

/// <summary>Where findings go, one per line of the result.</summary>
public interface IReplayFindings
{
    /// <summary>Takes a finding. Called in feed order, one call at a time, and inside of <see cref="IReplayRun.Take"/> and <see cref="IReplayRun.Flush"/> only.</summary>
    ValueTask Add(ReplayFinding finding, CancellationToken cancellation);
}
