using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Replay.Jobs;

/// <summary>
/// Finds and steers the jobs of a tenant, whichever process runs them: the port behind which a gateway need not know whether it is alone. A job's work
/// lies on the disk of the process that took it, and stays there.
/// </summary>
/// <remarks>Each call may throw <see cref="TurnLostException"/> where nobody can say just now who has which job; it may be made again.</remarks>
public interface IReplayDirectory
{
    /// <summary>Makes known what this process has just taken; returns when others can find it, or when it is certain that they will be told again.</summary>
    ValueTask Tell(ReplayJob started);

    /// <summary>The jobs of a tenant, the newest first.</summary>
    ValueTask<IReadOnlyList<ReplaySummary>> List(TenantId tenant, int limit, CancellationToken cancellation);

    /// <summary>A job of a tenant; null where there is none.</summary>
    ValueTask<ReplaySummary?> Find(TenantId tenant, string id, CancellationToken cancellation);

    /// <summary>News of a job as they come, what is known now first, until it ends; nothing where the tenant has no such job.</summary>
    IAsyncEnumerable<ReplaySummary> Watch(TenantId tenant, string id, CancellationToken cancellation);

    /// <summary>Stops a job. What it has done stays.</summary>
    /// <returns>Null, or why not: <c>unknown_replay</c>, <c>wrong_state</c>, <c>replay_away</c>.</returns>
    ValueTask<Problem?> Cancel(TenantId tenant, string id, CancellationToken cancellation);

    /// <summary>Lets a job that failed or was cancelled go on where it stood.</summary>
    /// <returns>Null, or why not: <c>unknown_replay</c>, <c>wrong_state</c>, <c>too_many_replays</c>, <c>replay_away</c>.</returns>
    ValueTask<Problem?> Resume(TenantId tenant, string id, CancellationToken cancellation);

    /// <summary>A page of what a job has found.</summary>
    /// <param name="tenant">Whose job.</param>
    /// <param name="id">Which.</param>
    /// <param name="from">0, or <see cref="FindingPage.Next"/> of the page before.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The page, or why not: <c>unknown_replay</c>, <c>replay_away</c>.</returns>
    ValueTask<Answer<FindingPage>> Findings(TenantId tenant, string id, long from, CancellationToken cancellation);

    /// <summary>Forgets the jobs of a tenant whose files name somebody, with what they found; those at work are cancelled first. A process that is away looks at its files when it comes back (<see cref="ReplayJobs.Erase(TenantId, string)"/>).</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="id">Whom.</param>
    /// <returns>Whether none is left; where one was at work, or a process does not answer, ask again.</returns>
    ValueTask<bool> Erase(TenantId tenant, string id);
}
