using System.Diagnostics;
using Personalization.Benchmarks.InProcess;
using Personalization.Benchmarks.Journals;
using Personalization.Benchmarks.Smoke;
using Personalization.Cluster.Benchmarks.Calls;
using Personalization.Cluster.Benchmarks.Hosts;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Postgres;

namespace Personalization.Cluster.Benchmarks.Subjects;

/// <summary>What it takes to bring subjects into memory, and what they take there.</summary>
internal static class SubjectScenarios
{
    private const int Held = 200_000, Cold = 150_000, CallEvents = 500, AtOnce = 64;

    public static IEnumerable<Scenario> All(CallBench calls, JournalBench database)
    {
        var cold = new Lazy<Task<ColdUsers>>(() => ColdUsers.Make(database, Cold));
        yield return new Scenario("activations of subjects, profile folded from PostgreSQL", "subjects/s", "", async duration => await (await cold.Value).Activate(calls.Postgres!, AtOnce, duration)) { Skipped = database.Missing };
        var bytes = new Lazy<Task<(double Empty, double Subject)>>(Measure);
        yield return new Scenario("memory of an empty grain, activated", "bytes", "", async _ => (await bytes.Value).Empty);
        yield return new Scenario("memory of a subject with two events, activated", "bytes", "", async _ => (await bytes.Value).Subject);
    }

    /// <summary>Over many on one silo: activation, entry in the directory, the node's grain and the profile.</summary>
    private static async Task<(double Empty, double Subject)> Measure()
    {
        var streams = new InstantStreams();
        foreach (var user in Enumerable.Range(0, Held).Select(User))
        {
            streams.TryAppend([new StreamAppend(user, 1, Events(user))]);
        }

        await using var silos = await BenchSilos.InMemory(1, streams);
        var keys = Enumerable.Range(0, Held).Select(Population.User).ToArray();
        var factory = silos.Factories[0];
        var empty = await Grown(at => factory.GetGrain<IEmptyGrain>(keys[at]).Call());
        var node = silos.Nodes[0];
        return (empty, await Grown(at => Population.Ask(node, Population.Peek(keys[at]))));
    }

    private static async Task<double> Grown(Func<int, ValueTask> call)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Parallel.ForAsync(0, Held, (at, _) => call(at));
        return (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Held;
    }

    private static SubjectKey User(int number) => new(SampleCatalog.Tenant, SubjectKind.User, Population.User(number));

    private static Event[] Events(in SubjectKey user) => [HostScenarios.Failure(user.Id).Event, HostScenarios.Failure(user.Id).Event];

    /// <summary>Users of whom PostgreSQL knows and nobody else.</summary>
    private sealed class ColdUsers(int count)
    {
        private int next = -1;

        public static async Task<ColdUsers> Make(JournalBench database, int count)
        {
            await using var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = database.ConnectionString, Schema = "calls" });
            foreach (var some in Enumerable.Range(0, count).Select(User).Chunk(CallEvents))
            {
                await journal.WaitForRoom(CancellationToken.None);
                var commits = Array.ConvertAll(some, user => journal.Append([new StreamAppend(user, 1, Events(user))]).AsTask());
                await Task.WhenAll(commits);
            }

            return new ColdUsers(count);
        }

        /// <summary>Asks about one after the other, each for the first time.</summary>
        public async Task<double> Activate(BenchSilos silos, int callers, TimeSpan duration)
        {
            var node = silos.Nodes[0];
            var clock = Stopwatch.StartNew();
            var met = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
            {
                var mine = 0;
                while (clock.Elapsed < duration && Interlocked.Increment(ref next) is var at && at < count)
                {
                    await Population.Ask(node, Population.Peek(Population.User(at)));
                    mine++;
                }

                return mine;
            })));
            return met.Sum() / clock.Elapsed.TotalSeconds;
        }
    }
}
