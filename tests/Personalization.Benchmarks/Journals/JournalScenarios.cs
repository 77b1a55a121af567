using System.Diagnostics;
using Personalization.Benchmarks.Smoke;
using Personalization.Journal;
using Personalization.Journal.Postgres;
using Personalization.Journal.Sqlite;

namespace Personalization.Benchmarks.Journals;

/// <summary>Durable ingest through both journals, beside plain inserts of the same events into the same databases in batches of the same size.</summary>
internal static class JournalScenarios
{
    private const string Insert = "plain PostgreSQL: INSERT over arrays, same rows and indexes";
    private const string PerEvent = "plain SQLite: a row per event, two unique indexes";
    private const string PerCommit = "plain SQLite: a row per commit of the same bytes";

    public static IEnumerable<Scenario> All(JournalBench bench)
    {
        var plain = new Lazy<PlainPostgres>(() => bench.Own(new PlainPostgres(bench.ConnectionString)));
        var postgres = new Lazy<Task<JournalLoad>>(async () => new JournalLoad(bench.Own(await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = bench.ConnectionString }))));
        var file = new Lazy<PlainSqlite>(() => bench.Own(new PlainSqlite(Path.Combine(bench.Scratch, "plain.db"))));
        var sqlite = new Lazy<JournalLoad>(() => new JournalLoad(bench.Own(SqliteJournal.Open(new SqliteJournalOptions { Folder = Path.Combine(bench.Scratch, "journal") }))));
        yield return new Scenario(Insert, "events/s", "", duration => plain.Value.Insert(duration)) { Skipped = bench.Missing };
        yield return new Scenario("plain PostgreSQL: binary COPY, same rows and indexes", "events/s", "", duration => plain.Value.Copy(duration)) { Skipped = bench.Missing, Baseline = Insert };
        yield return new Scenario("PostgresJournal, acknowledged", "events/s", ">= 70 %", async duration => await (await postgres.Value).Run(duration))
        {
            Skipped = bench.Missing, Baseline = Insert, IsMet = ratio => ratio >= 0.7,
        };
        yield return new Scenario(PerEvent, "events/s", "", duration => file.Value.RowPerEvent(duration));
        yield return new Scenario(PerCommit, "events/s", "", duration => file.Value.RowPerCommit(duration));
        yield return new Scenario("SqliteJournal, acknowledged", "events/s", "", duration => sqlite.Value.Run(duration)) { Baseline = PerEvent };
        yield return new Scenario("SqliteJournal, acknowledged, beside a row per commit", "events/s", "", duration => sqlite.Value.Run(duration)) { Baseline = PerCommit };
    }

    /// <summary>One caller that makes the next batch while the one before is committed.</summary>
    private sealed class JournalLoad(IJournal journal)
    {
        private readonly EventBatches batches = new();

        public async Task<double> Run(TimeSpan duration)
        {
            var (clock, acknowledged) = (Stopwatch.StartNew(), 0L);
            var underWay = Task.CompletedTask;
            while (clock.Elapsed < duration)
            {
                var calls = Append(batches.Next());
                await underWay;
                underWay = Check(calls);
                acknowledged += EventBatches.Events;
            }

            await underWay;
            return acknowledged / clock.Elapsed.TotalSeconds;
        }

        private List<Task<CommitResult>> Append(StreamAppend[][] calls)
        {
            var commits = new List<Task<CommitResult>>(calls.Length);
            foreach (var call in calls)
            {
                commits.Add(journal.Append(call).AsTask());
            }

            return commits;
        }

        private static async Task Check(List<Task<CommitResult>> commits)
        {
            foreach (var commit in commits)
            {
                if (await commit != CommitResult.Committed)
                {
                    throw new InvalidOperationException($"A commit ended as {await commit}.");
                }
            }
        }
    }
}
