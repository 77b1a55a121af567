using Personalization.Journal;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests;

/// <summary>A kind of journal with a store beside it: the place that one test has for itself, gone when it is disposed of.</summary>
public interface IProjectionKind : IAsyncDisposable
{
    ValueTask<IJournal> OpenJournal();

    ValueTask<IProjectionStore> OpenStore();

    /// <summary>Makes every write of a row fail, which comes after the checkpoint has moved in the same transaction; or lets them be.</summary>
    Task BreakRows(bool isBroken);
}
