using Personalization.Journal;
using Personalization.Projections.Feed;

namespace Personalization.Projections.Tests.Support;

/// <summary>A driver at work, which stops when it is disposed of.</summary>
public sealed class Running : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task run;
    private bool isStopped;

    public Running(IJournal journal, WatchedStore store, TimeProvider clock, params IFeedConsumer[] consumers)
    {
        Told = new Told(store);
        Driver = new FeedDriver(journal, store, consumers, Told, clock);
        Driver.Own(FeedShards.All);
        run = Driver.Run(stop.Token);
    }

    public FeedDriver Driver { get; }

    public Told Told { get; }

    public async ValueTask DisposeAsync()
    {
        if (!isStopped)
        {
            isStopped = true;
            await stop.CancelAsync();
            await run;
            stop.Dispose();
        }
    }
}
