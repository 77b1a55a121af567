namespace Personalization.Replay.Jobs;

/// <summary>The work of one job, from where it is opened to its end.</summary>
public interface IJobWork : IAsyncDisposable
{
    /// <summary>Works, and gives a mark about every second and one at the end.</summary>
    /// <param name="after">The position of the last mark of an earlier run; 0 for none.</param>
    /// <param name="cancellation">Stops it between two marks: what was done since the last one is done again.</param>
    /// <exception cref="ReplayRefusedException">It cannot go on, for a reason that people can do something about.</exception>
    IAsyncEnumerable<JobMark> Run(long after, CancellationToken cancellation);
}
