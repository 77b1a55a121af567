using System.Diagnostics;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Expiry;
using Personalization.Journal.Telemetry;

namespace Personalization.Journal.Postgres;

/// <summary>The journal in PostgreSQL: heads that fence, events in partitions by month, one writer that commits for all callers.</summary>
/// <remarks>
/// A commit whose connection dies is sent again under the same id. Only where the database stays away longer than
/// <see cref="PostgresJournalOptions.CommitWait"/> its callers get <see cref="CommitResult.InDoubt"/>; the journal has failed then
/// (<see cref="Failed"/>), and the process should stop and read what is durable.
/// </remarks>
public sealed class PostgresJournal : IJournal, IEventExpiry
{
    /// <summary>The database's name among OpenTelemetry's.</summary>
    private const string SystemName = "postgresql";

    private readonly TaskCompletionSource<JournalFailedException> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WakeSignal commits = new();
    private readonly PostgresDatabase database;
    private readonly CommitWriter writer;
    private readonly JournalMetrics metrics;
    private readonly CommitSpans spans = new();
    private readonly SeenEvents seen;
    private readonly AppendQueue queue;
    private readonly StreamReads streams;
    private readonly FeedReads feed;
    private readonly SubjectEraser eraser;
    private readonly RowExpiry expiry;
    private readonly Task writing;
    private readonly bool isReader;
    private int disposed;

    private PostgresJournal(PostgresDatabase database, CommitWriter writer, QueueRoom room, JournalMetrics metrics, PostgresJournalOptions options, bool isReader)
    {
        this.metrics = metrics;
        this.isReader = isReader;
        this.database = database;
        this.writer = writer;
        seen = new SeenEvents(options.SeenEventsMax);
        queue = new AppendQueue(seen, options, room, metrics);
        streams = new StreamReads(database, queue, seen, options);
        feed = new FeedReads(database, options);
        eraser = new SubjectEraser(database, queue, seen, writer, feed);
        expiry = new RowExpiry(database, options);
        writing = Task.Run(Write);
    }

    /// <summary>Completes when the journal has failed; the process should then stop and start again.</summary>
    public Task<JournalFailedException> Failed => failed.Task;

    /// <summary>Where it is, for people: host, database and schema.</summary>
    public string Place => database.Place;

    private StreamReads Streams => disposed == 0 ? streams : throw new ObjectDisposedException(nameof(PostgresJournal));

    private FeedReads Feeds => disposed == 0 ? feed : throw new ObjectDisposedException(nameof(PostgresJournal));

    /// <summary>Connects, brings the schema up to date, and takes its lock where the options ask for that.</summary>
    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    /// <exception cref="DatabaseAwayException">The database does not answer, or does not let this role do what it needs.</exception>
    /// <exception cref="SchemaHeldException">Another server holds the schema.</exception>
    /// <exception cref="InvalidDataException">The schema was made by a newer program, or by other scripts.</exception>
    public static Task<PostgresJournal> Open(PostgresJournalOptions options, CancellationToken cancellation = default) => Open(options, isReader: false, cancellation);

    /// <summary>Connects to a journal that is there for reading only, beside its servers: changes nothing, takes no lock, and needs no right but to select.</summary>
    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    /// <exception cref="DatabaseAwayException">The database does not answer, or does not let this role read.</exception>
    /// <exception cref="SchemaMissingException">The database holds no journal.</exception>
    /// <exception cref="InvalidDataException">The schema was made by an older or a newer program, or by other scripts.</exception>
    public static Task<PostgresJournal> OpenReader(PostgresJournalOptions options, CancellationToken cancellation = default) => Open(options, isReader: true, cancellation);

    private static async Task<PostgresJournal> Open(PostgresJournalOptions options, bool isReader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var opened = new PostgresDatabase(options.ConnectionString, options.Schema, isReader);
        var room = new QueueRoom(options.QueueBytesMax, options.QueueEventsMax);
        var instruments = new JournalMetrics(SystemName, () => room.Depth);
        var committer = new CommitWriter(opened, options, instruments);
        try
        {
            if (isReader)
            {
                await opened.CheckReady(cancellation);
            }
            else
            {
                await opened.Migrate(cancellation);
                await committer.Open(cancellation);
            }

            return new PostgresJournal(opened, committer, room, instruments, options, isReader);
        }
        catch (Exception cause)
        {
            instruments.Dispose();
            await committer.DisposeAsync();
            await opened.DisposeAsync();
            if (PostgresDatabase.IsAway(cause))
            {
                throw opened.Away(cause);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts) => isReader ? throw OnlyRead() : queue.Add(AppendCall.Encode(parts));

    /// <inheritdoc/>
    public void Learn(in StreamAppend part) => seen.Add(part);

    /// <inheritdoc/>
    public ValueTask WaitForRoom(CancellationToken cancellation) => queue.WaitForRoom(cancellation);

    /// <inheritdoc/>
    /// <remarks>After a <see cref="CommitResult.Fenced"/> the subject takes no call that continues the lost one until this has been asked.</remarks>
    public ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation) => Streams.ReadHead(subject, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, CancellationToken cancellation) =>
        Streams.ReadSubject(subject, afterVersion, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation) => Feeds.ReadFrom(afterPosition, EventTypeSet.All, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, EventTypeSet types, CancellationToken cancellation) => Feeds.ReadFrom(afterPosition, types, cancellation);

    /// <inheritdoc/>
    public ValueTask<long> ReadEnd(CancellationToken cancellation) => Feeds.ReadEnd(cancellation);

    /// <inheritdoc/>
    /// <remarks>Commits of other servers do not complete it: a notification per commit would make all of them wait for one lock.</remarks>
    public Task NextCommit() => commits.Next();

    /// <inheritdoc/>
    public bool MayContain(SubjectKey subject, ulong eventIdHash) => seen.MayContain(subject, eventIdHash);

    /// <inheritdoc/>
    public ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation) => Streams.Contains(subject, eventId, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => Streams.FindSubjects(subjectHash, cancellation);

    /// <inheritdoc/>
    /// <remarks>The rows are gone at once; the bytes leave the files with the next vacuum, and write-ahead logs and backups when they expire.</remarks>
    public async ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => (await EraserOf().Erase(subject, null, cancellation))!.Value;

    /// <inheritdoc/>
    public ValueTask<long?> EraseAt(SubjectKey subject, long head, CancellationToken cancellation) => EraserOf().Erase(subject, head, cancellation);

    /// <inheritdoc/>
    /// <remarks>The rows are changed at once; the bytes leave the files with the next vacuum, and write-ahead logs and backups when they expire.</remarks>
    public ValueTask<long> Expire(ExpiryRules rules, Instant now, CancellationToken cancellation) =>
        isReader ? throw OnlyRead() : disposed == 0 ? expiry.Expire(rules, now, cancellation) : throw new ObjectDisposedException(nameof(PostgresJournal));

    /// <inheritdoc/>
    public ValueTask<long> ForgetMerge(SubjectKey subject, string mergeId, CancellationToken cancellation) =>
        isReader ? throw OnlyRead() : disposed == 0 ? expiry.ForgetMerge(subject, mergeId, cancellation) : throw new ObjectDisposedException(nameof(PostgresJournal));

    /// <summary>Commits what waits, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            queue.Close();
            await writing;
            await writer.DisposeAsync();
            await database.DisposeAsync();
            metrics.Dispose();
        }
    }

    private SubjectEraser EraserOf() => isReader ? throw OnlyRead() : disposed == 0 ? eraser : throw new ObjectDisposedException(nameof(PostgresJournal));

    private static InvalidOperationException OnlyRead() => new("The journal was opened for reading only.");

    private async Task Write()
    {
        try
        {
            while (await queue.Take() is { } calls)
            {
                var columns = default(CommitColumns);
                var begunAt = Stopwatch.GetTimestamp();
                var outcome = await Commit(calls, made => columns = made);
                if (outcome.LostUnits is not { } lost)
                {
                    Fail(outcome.Cause!, isInDoubt: true);
                    return;
                }

                metrics.Committed(calls[0].MadeAt, begunAt, calls.Sum(call => call.Events.Length), calls.Count);
                End(calls, columns!.CallUnits, lost);
                commits.Raise();
            }
        }
        catch (Exception cause)
        {
            Fail(cause, isInDoubt: false);
        }
    }

    private async Task<CommitOutcome> Commit(IReadOnlyList<AppendCall> calls, Action<CommitColumns> columnsOf)
    {
        var commit = Guid.CreateVersion7();
        foreach (var call in calls)
        {
            spans.Add(call.Turn);
        }

        spans.Begin(SystemName, commit.ToString());
        var isDurable = false;
        try
        {
            var outcome = await writer.Commit(commit, calls, columnsOf);
            isDurable = outcome.LostUnits is not null;
            return outcome;
        }
        finally
        {
            spans.End(isDurable, calls.Sum(call => call.Events.Length), calls.Count);
        }
    }

    private void End(IReadOnlyList<AppendCall> calls, int[] units, int[] lost)
    {
        if (lost.Length > 0)
        {
            // Their ids may be those of subjects that were erased elsewhere.
            foreach (var part in calls.SelectMany(call => call.Parts))
            {
                writer.Forget(part.Subject);
            }
        }

        queue.Done(calls, at => lost.Length > 0 && lost.Contains(units[at]));
        if (queue.LostStreams > Limits.LostStreamsMax)
        {
            throw new InvalidOperationException($"More than {Limits.LostStreamsMax} subjects lost a call and were not read again.");
        }
    }

    private void Fail(Exception cause, bool isInDoubt)
    {
        var failure = new JournalFailedException(cause);
        queue.Fail(failure, isInDoubt);
        failed.TrySetResult(failure);
    }
}
