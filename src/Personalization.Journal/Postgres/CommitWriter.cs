using System.Diagnostics;
using Personalization.Core.Subjects;
using Personalization.Journal.Telemetry;

namespace Personalization.Journal.Postgres;

/// <summary>Makes one commit at a time durable, over as many connections as it takes: a commit keeps its id when it is sent again, so it counts once.</summary>
internal sealed class CommitWriter(PostgresDatabase database, PostgresJournalOptions options, JournalMetrics metrics) : IAsyncDisposable
{
    private readonly Guid writer = Guid.CreateVersion7();
    private readonly RecentPairs<SubjectKey, long> ids = new(Limits.SubjectIdsPerGeneration);
    private readonly WriterUpkeep upkeep = new(database.Schema, options.UpkeepFailed);
    private WriterSession? session;
    private DateTime lastHeld;
    private bool arePartitionsMissing;

    /// <summary>Connects, so that a database that cannot be used is found at the start.</summary>
    public async Task Open(CancellationToken cancellation)
    {
        session = await WriterSession.Open(database, options, cancellation);
        lastHeld = await session.ReadTime();
        await MakePartitions(session);
    }

    /// <summary>Sends a commit until the database says what became of it, or has been away for too long.</summary>
    /// <param name="commit">The commit's id.</param>
    /// <param name="calls">The calls; they keep their order.</param>
    /// <param name="columnsOf">Called with the columns of the calls before they are sent.</param>
    public async Task<CommitOutcome> Commit(Guid commit, IReadOnlyList<AppendCall> calls, Action<CommitColumns> columnsOf)
    {
        var begun = Stopwatch.GetTimestamp();
        var pause = Limits.ReconnectPauseMin;
        CommitColumns? columns = null;
        var isUnknown = false;
        while (true)
        {
            try
            {
                var open = session ??= await Reopen();
                if (arePartitionsMissing)
                {
                    await MakePartitions(open);
                }

                if (columns is null)
                {
                    columns = await Columns(open, calls);
                    columnsOf(columns);
                }

                var (lostUnits, at) = await open.Append(commit, writer, columns);
                lastHeld = at;
                if (await upkeep.Run(open, at) is { } trouble && !Trouble.IsRefusal(trouble))
                {
                    await HangUp();
                }

                return new CommitOutcome(lostUnits);
            }
            catch (Exception cause) when (IsWorthAnother(cause))
            {
                // An answer of the server's tells that this sending did nothing; anything else leaves it open.
                isUnknown |= columns is not null && !Trouble.IsRefusal(cause);
                await Recover(cause);
                if (Stopwatch.GetElapsedTime(begun) + pause > options.CommitWait)
                {
                    return new CommitOutcome(null, cause);
                }

                metrics.Retried();
                await Task.Delay(pause);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Limits.ReconnectPauseMax.Ticks));
            }
            catch (Exception cause) when (isUnknown)
            {
                return new CommitOutcome(null, cause);
            }
        }
    }

    /// <summary>The subject was erased or is another's now: its id has to be asked for again.</summary>
    public void Forget(in SubjectKey subject) => ids.Remove(subject);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => HangUp();

    /// <summary>The lock went with the old connection: whoever had it meanwhile may have appended what this server's profiles do not know.</summary>
    private async Task<WriterSession> Reopen()
    {
        var opened = await WriterSession.Open(database, options, CancellationToken.None);
        try
        {
            return options.Exclusive && await opened.HasOthersSince(lastHeld, writer) ? throw new SchemaTakenException(database.Schema.Name) : opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    private static bool IsWorthAnother(Exception cause) => Trouble.IsPassing(cause) || Trouble.IsMissingPartition(cause) || cause is SchemaHeldException;

    private async Task<CommitColumns> Columns(WriterSession open, IReadOnlyList<AppendCall> calls)
    {
        var known = new Dictionary<SubjectKey, long>();
        var missing = new List<CallPart>();
        foreach (var part in calls.SelectMany(call => call.Parts))
        {
            var isKnown = ids.TryGet(part.Subject, out var id);
            if (known.TryAdd(part.Subject, id) && !isKnown)
            {
                missing.Add(part);
            }
        }

        if (missing.Count > 0)
        {
            var found = await open.Intern(missing);
            for (var at = 0; at < found.Length; at++)
            {
                known[missing[at].Subject] = found[at];
                if (found[at] != 0)
                {
                    ids.Add(missing[at].Subject, found[at]);
                }
            }
        }

        return new CommitColumns(calls, subject => known[subject]);
    }

    private async Task MakePartitions(WriterSession open)
    {
        await upkeep.MakePartitions(open);
        arePartitionsMissing = false;
    }

    private async Task Recover(Exception cause)
    {
        arePartitionsMissing |= Trouble.IsMissingPartition(cause);
        if (!Trouble.IsRefusal(cause))
        {
            await HangUp();
        }
    }

    private async ValueTask HangUp()
    {
        if (session is { } open)
        {
            session = null;
            await open.DisposeAsync();
        }
    }
}
