namespace Personalization.Cluster.Replays;

/// <inheritdoc cref="IReplayDirectoryGrain"/>
/// <remarks>
/// News take turns; reads interleave with them and see only what was stored. When a write fails, its caller learns it and says it again later; where storage
/// has moved on, Orleans drops the grain and it loads again.
/// </remarks>
[GrainType("replay-directory")]
internal sealed class ReplayDirectoryGrain([PersistentState("replays", ControlStorage.Name)] IPersistentState<ReplayDirectoryState> storage) : Grain, IReplayDirectoryGrain
{
    private ReplayDirectoryState stored = new();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        stored = storage.State;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask Tell(List<ReplayLine> news)
    {
        ArgumentNullException.ThrowIfNull(news);
        var next = stored.With(news);
        storage.State = next;
        await storage.WriteStateAsync();
        stored = next;
    }

    /// <inheritdoc/>
    public ValueTask<List<ReplayLine>> List() => new(stored.Lines);

    /// <inheritdoc/>
    public ValueTask<ReplayLine?> Find(string id) => new(stored.Lines.Find(line => line.Job.Id == id));
}
