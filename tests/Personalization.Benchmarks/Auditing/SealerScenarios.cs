using System.Diagnostics;
using System.Globalization;
using Personalization.Benchmarks.InProcess;
using Personalization.Benchmarks.Smoke;
using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Sqlite;

namespace Personalization.Benchmarks.Auditing;

/// <summary>What the audit chain costs those who do not wait for it, and how fast it is itself.</summary>
internal static class SealerScenarios
{
    private const string PlainIngest = "durable ingest, in process, nothing sealed", PlainServes = "durable serves, in process, nothing sealed";
    private const int ServersUnderWay = 256, Backlog = 200_000, BacklogPerCommit = 500;
    private static readonly Instant Noon = new(1_772_366_400_000);
    private static long users;

    public static IEnumerable<Scenario> All(AuditBench bench)
    {
        yield return new Scenario(PlainIngest, "events/s", "", duration => HostScenarios.Ingest(bench.Plain, duration));
        yield return new Scenario("durable ingest, in process, sealed each second", "events/s", ">= 95 %", duration => HostScenarios.Ingest(bench.Sealed.Host, duration))
        {
            Baseline = PlainIngest, IsMet = ratio => ratio >= 0.95,
        };
        yield return new Scenario(PlainServes, "decisions/s", "", duration => Serve(bench.Plain, duration));
        yield return new Scenario("durable serves, in process, sealed each second", "decisions/s", ">= 90 %", duration => Serve(bench.Sealed.Host, duration))
        {
            Baseline = PlainServes, IsMet = ratio => ratio >= 0.90,
        };
        yield return new Scenario("sealer: events that are no decisions", "events/s", ">= 5,000,000/s", _ => PassOver(bench)) { IsMet = rate => rate >= 5_000_000 };
        yield return new Scenario("sealing a backlog", "decisions/s", "", _ => SealBacklog(bench));
        yield return new Scenario("`audit verify` of that backlog", "decisions/s", "", _ => Verify(bench));
    }

    /// <summary>New users fail at an import and are helped: each serve is a record in the journal.</summary>
    private static async Task<double> Serve(LocalHost host, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        var served = await Task.WhenAll(Enumerable.Range(0, ServersUnderWay).Select(_ => Task.Run(async () =>
        {
            long mine = 0;
            for (; clock.Elapsed < duration; mine++)
            {
                var user = string.Create(CultureInfo.InvariantCulture, $"served-{Interlocked.Increment(ref users)}");
                await host.Ingest([HostScenarios.Failure(user)]);
                var request = new DecisionRequest { Subject = new SubjectKey(SampleCatalog.Tenant, SubjectKind.User, user), Surface = "home.card", Mode = DecisionMode.Serve, Durable = true };
                var answer = await host.Profiles.Decide(request, CancellationToken.None);
                if (!answer.IsOk || answer.Value.Actions.Length == 0)
                {
                    throw new InvalidOperationException("Nothing was served.");
                }
            }

            return mine;
        })));
        return served.Sum() / clock.Elapsed.TotalSeconds;
    }

    /// <summary>What an event costs the sealer; beside the rate of ingest it says what share of a core the sealer takes.</summary>
    private static async Task<double> PassOver(AuditBench bench)
    {
        var (journal, events) = await bench.Undecided.Value;
        using var store = SqliteAuditStore.Open(bench.Scratch());
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);
        var clock = Stopwatch.StartNew();
        while (await sealer.Seal(CancellationToken.None))
        {
        }

        return events / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> SealBacklog(AuditBench bench)
    {
        bench.Backlog = bench.Scratch();
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = bench.Backlog });
        for (var at = 0; at < Backlog; at += BacklogPerCommit)
        {
            await journal.Append([.. Enumerable.Range(at, BacklogPerCommit).Select(Part)]);
        }

        using var store = SqliteAuditStore.Open(bench.Backlog);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);
        var clock = Stopwatch.StartNew();
        while (await sealer.Seal(CancellationToken.None))
        {
        }

        return sealer.SealedDecisions / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Verify(AuditBench bench)
    {
        var clock = Stopwatch.StartNew();
        var report = await FolderAudit.Verify(bench.Backlog!, null, [], null, CancellationToken.None);
        return report.IsGood ? report.Tenants.Sum(one => one.Verified) / clock.Elapsed.TotalSeconds : throw new InvalidOperationException(report.Findings[0].Message);
    }

    private static StreamAppend Part(int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"backlog-{number}");
        var decision = new Served
        {
            Id = "d-" + id, Time = Noon, ReceivedAt = Noon, AccountId = "a1", Surface = "home.card", CatalogHash = new string('c', 64), AccountVersion = 7,
            Actions = [new ServedAction("help.import_failed", "default")],
        };
        return new StreamAppend(new SubjectKey(SampleCatalog.Tenant, SubjectKind.User, id), 1, [decision]);
    }
}
