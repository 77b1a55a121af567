using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Archives;
using Personalization.Journal.Erasures;
using Personalization.Journal.Expiry;

namespace Personalization.Journal.Sqlite;

/// <summary>What changes stored commits of an open journal beside new ones: erasing, expiring, archiving, compacting; one at a time.</summary>
internal sealed class Maintenance(JournalWork work, Erasure erasure, JournalExpiry expiry, Archiver archiver, CommitLog log, bool isStepped) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private volatile bool isClosed;

    /// <summary>See <see cref="IJournal.Erase"/>.</summary>
    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => Run(() => erasure.Run(subject, cancellation), cancellation);

    /// <summary>See <see cref="IEventExpiry.Expire"/>. Others have a turn between two blocks.</summary>
    public async ValueTask<long> Expire(ExpiryRules rules, Instant now, CancellationToken cancellation)
    {
        // Before, too: a sweep that could not read something ended without it.
        await EmptyLog(cancellation);
        long gone = 0, next = 1;
        while (next > 0)
        {
            gone += await Run(
                async () =>
                {
                    var step = await expiry.Step(next, rules, now, cancellation);
                    next = step is { } done ? done.Last + 1 : 0;
                    return step?.Gone ?? 0;
                },
                cancellation);
        }

        await EmptyLog(cancellation);
        return gone;
    }

    /// <summary>See <see cref="IEventExpiry.ForgetMerge"/>.</summary>
    public ValueTask<long> ForgetMerge(SubjectKey subject, string mergeId, CancellationToken cancellation) => Run(() => expiry.ForgetMerge(subject, mergeId, cancellation), cancellation);

    /// <summary>See <see cref="SqliteJournal.Archive"/>.</summary>
    public ValueTask<long> Archive(Instant olderThan, CancellationToken cancellation) => Run(() => archiver.Run(olderThan, cancellation), cancellation);

    /// <summary>See <see cref="SqliteJournal.Compact"/>.</summary>
    public ValueTask<long> Compact(CancellationToken cancellation) => Run(() => new ValueTask<long>(log.Compact(cancellation)), cancellation);

    /// <summary>Takes nothing more, what waits for its turn included; completes once the piece under way has ended, which needs the files until then.</summary>
    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        await turn.WaitAsync();

        // Not disposed of: who waits for a turn still gets it, one after the other, to learn that there is nothing to do it with.
        turn.Release();
    }

    private ValueTask<long> EmptyLog(CancellationToken cancellation) => Run(
        () =>
        {
            expiry.EmptyLog();
            return new ValueTask<long>(0);
        },
        cancellation);

    /// <summary>Whether nobody knows any more what the disk holds: a write or a sync failed. Damage that was read, and readers that are in the way, say nothing of that kind.</summary>
    private static bool IsFinal(Exception e) =>
        e is SqliteException or UnauthorizedAccessException || (e is IOException and not (JournalDamagedException or ErasureUnfinishedException or JournalFailedException));

    private async ValueTask<long> Run(Func<ValueTask<long>> piece, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(SqliteJournal));
            if (work.Failed.IsCompletedSuccessfully)
            {
                throw await work.Failed;
            }

            // It reads and writes a lot, which is nothing for the caller's thread; a stepped journal has no other.
            return isStepped ? await piece() : await Task.Run(async () => await piece(), cancellation);
        }
        catch (Exception e) when (IsFinal(e))
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
