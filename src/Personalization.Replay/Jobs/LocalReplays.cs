using System.Runtime.CompilerServices;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Replay.Jobs;

/// <summary>The directory of a server that is alone: all jobs are its own.</summary>
/// <param name="jobs">They.</param>
public sealed class LocalReplays(ReplayJobs jobs) : IReplayDirectory
{
    /// <inheritdoc/>
    public ValueTask Tell(ReplayJob started) => default;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplaySummary>> List(TenantId tenant, int limit, CancellationToken cancellation) =>
        new([.. jobs.List(tenant, limit).Select(ReplaySummary.Of)]);

    /// <inheritdoc/>
    public ValueTask<ReplaySummary?> Find(TenantId tenant, string id, CancellationToken cancellation) =>
        new(jobs.Find(tenant, id) is { } progress ? ReplaySummary.Of(progress) : null);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReplaySummary> Watch(TenantId tenant, string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var progress in jobs.Watch(tenant, id, cancellation).ConfigureAwait(false))
        {
            yield return ReplaySummary.Of(progress);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Problem?> Cancel(TenantId tenant, string id, CancellationToken cancellation) => new(jobs.Cancel(tenant, id));

    /// <inheritdoc/>
    public ValueTask<Problem?> Resume(TenantId tenant, string id, CancellationToken cancellation) => new(jobs.Resume(tenant, id));

    /// <inheritdoc/>
    public async ValueTask<Answer<FindingPage>> Findings(TenantId tenant, string id, long from, CancellationToken cancellation) =>
        jobs.Find(tenant, id) is { } progress && jobs.FilesOf(tenant, id) is { } files
            ? await FindingReader.Read(files, progress.Job, from, cancellation).ConfigureAwait(false)
            : ReplayProblems.Unknown;

    /// <inheritdoc/>
    public ValueTask<bool> Erase(TenantId tenant, string id) => new(jobs.Erase(tenant, id));
}
