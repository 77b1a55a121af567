using Personalization.Journal;
using Personalization.Projections.Stores;
using Personalization.Projections.Tests.Support;

namespace Personalization.Projections.Tests;

/// <summary>Where the journal and the store of a test are. The suites derive from it, once per kind.</summary>
public abstract class ProjectionContract : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> opened = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IJournal Journal { get; private set; } = null!;

    protected WatchedStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Journal = await OpenJournal();
        opened.Add(Journal);
        Store = await AnotherStore();
    }

    public virtual async ValueTask DisposeAsync()
    {
        opened.Reverse();
        foreach (var one in opened)
        {
            await one.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The same store by another way in, as another node has it.</summary>
    protected async Task<WatchedStore> AnotherStore()
    {
        var store = new WatchedStore(await OpenStore());
        opened.Add(store);
        return store;
    }

    protected abstract ValueTask<IJournal> OpenJournal();

    protected abstract ValueTask<IProjectionStore> OpenStore();

    /// <summary>Makes every write of a row fail, which comes after the checkpoint has moved in the same transaction; or lets them be.</summary>
    protected abstract Task BreakRows(bool isBroken);
}
