using Personalization.Channels.Outlets;
using Personalization.Channels.RabbitMq;
using Personalization.Channels.Settings;
using Personalization.Core.Events;
using Personalization.HostContract;
using Personalization.Projections;
using Personalization.Projections.Feed;
using Personalization.Projections.Tests.Support;

namespace Personalization.Channels.Tests.Support;

/// <summary>An outlet at work, which stops when it is disposed of.</summary>
internal sealed class Handout : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly MessageOutlet outlet;
    private readonly FeedDriver driver;
    private readonly WatchedStore store;
    private readonly Task run;

    public Handout(Airport airport, WatchedStore store, Uri broker, string queue, QueueCreation creation = QueueCreation.None)
    {
        this.store = store;
        var settings = new OutletSettings("test", Sample.Acme, "", queue, EventTypeSet.Of(EventType.Served, EventType.OutcomeRecorded), FromBeginning: true, creation);
        var order = new SinkOrder { Broker = broker, Exchange = "", RoutingKey = queue, Name = "test", Creation = creation };
        outlet = new MessageOutlet(settings, new RabbitSink(order, Watch, airport.Metrics, TimeProvider.System));
        Told = new Told(store);
        driver = new FeedDriver(airport.Journal, store, [outlet], Told, TimeProvider.System);
        driver.Own(FeedShards.All);
        run = driver.Run(stop.Token);
    }

    public WatchLog Watch { get; } = new();

    public Told Told { get; }

    /// <summary>The longest time that something has waited to be handed out.</summary>
    public TimeSpan Lag => driver.Status.Max(one => one.Lag);

    /// <summary>Waits until so many events are handed out and the checkpoints are behind them.</summary>
    public Task Done(int events) => store.Until(() => new(driver.Counts.Single().Events >= events));

    /// <summary>Waits until a try has failed.</summary>
    public Task Failed() => store.Until(() => new(!Told.Failures.IsEmpty));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run;
        await outlet.DisposeAsync();
        stop.Dispose();
    }
}
