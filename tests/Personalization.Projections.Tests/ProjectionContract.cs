using Personalization.Journal;
using Personalization.Projections.Tests.Support;

namespace Personalization.Projections.Tests;

/// <summary>Where the journal and the store of a test are. The suites derive from it, once per kind.</summary>
public abstract class ProjectionContract(IProjectionKind kind) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> opened = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IJournal Journal { get; private set; } = null!;

    protected WatchedStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Journal = await kind.OpenJournal();
        opened.Add(Journal);
        Store = await AnotherStore();
    }

    public async ValueTask DisposeAsync()
    {
        opened.Reverse();
        foreach (var one in opened)
        {
            await one.DisposeAsync();
        }

        await kind.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same store by another way in, as another node has it.</summary>
    protected async Task<WatchedStore> AnotherStore()
    {
        var store = new WatchedStore(await kind.OpenStore());
        opened.Add(store);
        return store;
    }

    /// <inheritdoc cref="IProjectionKind.BreakRows"/>
    protected Task BreakRows(bool isBroken) => kind.BreakRows(isBroken);
}
