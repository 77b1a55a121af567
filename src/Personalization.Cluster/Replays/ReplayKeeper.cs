using Personalization.Core.Subjects;
using Personalization.Replay.Jobs;

namespace Personalization.Cluster.Replays;

/// <inheritdoc cref="IReplayKeeper"/>
/// <param name="own">The jobs of this process.</param>
internal sealed class ReplayKeeper(LocalReplays own) : IReplayKeeper
{
    /// <inheritdoc/>
    public async ValueTask<List<ReplayForm>> List(string tenant) =>
        [.. (await own.List(new TenantId(tenant), int.MaxValue, CancellationToken.None)).Select(ReplayForm.Of)];

    /// <inheritdoc/>
    public async ValueTask<ReplayForm?> Find(string tenant, string id) =>
        await own.Find(new TenantId(tenant), id, CancellationToken.None) is { } job ? ReplayForm.Of(job) : null;

    /// <inheritdoc/>
    public async ValueTask<ProblemForm?> Cancel(string tenant, string id) => ProblemForm.Of(await own.Cancel(new TenantId(tenant), id, CancellationToken.None));

    /// <inheritdoc/>
    public async ValueTask<ProblemForm?> Resume(string tenant, string id) => ProblemForm.Of(await own.Resume(new TenantId(tenant), id, CancellationToken.None));

    /// <inheritdoc/>
    public async ValueTask<FindingPageForm> Findings(string tenant, string id, long from) =>
        FindingPageForm.Of(await own.Findings(new TenantId(tenant), id, from, CancellationToken.None));

    /// <inheritdoc/>
    public ValueTask<bool> Erase(string tenant, string subject) => own.Erase(new TenantId(tenant), subject);
}
