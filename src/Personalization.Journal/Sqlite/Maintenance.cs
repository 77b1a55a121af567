using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Archives;
using Personalization.Journal.Erasures;

namespace Personalization.Journal.Sqlite;

/// <summary>What changes stored commits of an open journal beside new ones: erasing, archiving, compacting; one at a time.</summary>
internal sealed class Maintenance(JournalWork work, Erasure erasure, Archiver archiver, CommitLog log, bool isStepped) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>See <see cref="IJournal.Erase"/>.</summary>
    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => Run(() => erasure.Run(subject, cancellation), cancellation);

    /// <summary>See <see cref="SqliteJournal.Archive"/>.</summary>
    public ValueTask<long> Archive(Instant olderThan, CancellationToken cancellation) => Run(() => archiver.Run(olderThan, cancellation), cancellation);

    /// <summary>See <see cref="SqliteJournal.Compact"/>.</summary>
    public ValueTask<long> Compact(CancellationToken cancellation) => Run(() => new ValueTask<long>(log.Compact(cancellation)), cancellation);

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async ValueTask<long> Run(Func<ValueTask<long>> piece, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            // It reads and writes a lot, which is nothing for the caller's thread; a stepped journal has no other.
            return isStepped ? await piece() : await Task.Run(async () => await piece(), cancellation);
        }
        catch (SqliteException e)
        {
            work.Fail(e);
            throw;
        }
        finally
        {
            turn.Release();
        }
    }
}
