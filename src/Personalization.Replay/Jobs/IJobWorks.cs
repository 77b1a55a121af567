namespace Personalization.Replay.Jobs;

/// <summary>Opens the work of jobs: the port to what they read and write.</summary>
public interface IJobWorks
{
    /// <summary>Opens the work of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="folder">Its files.</param>
    /// <param name="findings">Where its findings go.</param>
    /// <param name="cancellation">Stops opening.</param>
    /// <exception cref="ReplayRefusedException">Something that it needs is not there (any more).</exception>
    ValueTask<IJobWork> Open(ReplayJob job, JobFolder folder, IReplayFindings findings, CancellationToken cancellation);
}
