using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Personalization.Benchmarks.Smoke;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cluster.Benchmarks.Processes;

/// <summary>One kind of load on a fleet, by a client on the same cores, and what it took of processors when it was measured last.</summary>
/// <param name="fleet">The silos.</param>
/// <param name="isAtHome">Whether calls come in where their users live; otherwise at any silo.</param>
internal sealed class FleetLoad(SiloFleet fleet, bool isAtHome)
{
    private const int Users = 2_000, Accounts = 200, BatchSize = 250, UnderWay = 8;
    private static long eventsMade;
    private List<(GrpcClient Door, string[] Users)>? batches;

    /// <summary>Microseconds of the silos' processors for a decision or an event.</summary>
    public double SiloMicroseconds { get; private set; }

    /// <summary>The same of PostgreSQL's.</summary>
    public double PostgresMicroseconds { get; private set; }

    /// <summary>Decisions that have something to show.</summary>
    /// <param name="mode">Whether they are recorded, durable before the answer.</param>
    /// <param name="duration">For how long.</param>
    /// <returns>Decisions per second.</returns>
    public Task<double> Decide(DecideMode mode, TimeSpan duration) => Run(duration, async (door, users) =>
    {
        var answer = await door.UnaryAsync(Decisions.DecideBatch, new DecideBatchRequest { Requests = { users.Select(user => Questions.Of(user, mode)) } });
        return answer.Results.Count(one => one.Decision is { Actions.Count: > 0 });
    });

    /// <summary>Durable events, each of a user and of an account.</summary>
    /// <returns>Events per second, each counted once.</returns>
    public Task<double> Ingest(TimeSpan duration) => Run(duration, async (door, users) =>
    {
        var answer = await door.UnaryAsync(Events.Ingest, new IngestRequest { Events = { users.Select(user => Event(user, "feature_used", ("feature", "board"))) } });
        return answer.Accepted;
    });

    private async Task<double> Run(TimeSpan duration, Func<GrpcClient, string[], Task<int>> call)
    {
        batches ??= await Meet();
        var (silos, postgres, clock) = (fleet.Used, ProcessorTime.OfPostgres(), Stopwatch.StartNew());
        var done = await Task.WhenAll(Enumerable.Range(0, UnderWay).Select(lane => Task.Run(async () =>
        {
            var mine = 0L;
            for (var at = lane; clock.Elapsed < duration; at += UnderWay)
            {
                var (door, users) = batches[at % batches.Count];
                mine += await call(door, users) == users.Length ? users.Length : throw new InvalidOperationException("Not everything that was asked for was done.");
            }

            return mine;
        })));
        var (all, seconds) = (done.Sum(), clock.Elapsed.TotalSeconds);
        SiloMicroseconds = (fleet.Used - silos).TotalMicroseconds / all;
        PostgresMicroseconds = (ProcessorTime.OfPostgres() - postgres).TotalMicroseconds / all;
        return all / seconds;
    }

    /// <summary>Makes users known who have an account and have just met an error, and finds out at which door to ask about each.</summary>
    private async Task<List<(GrpcClient, string[])>> Meet()
    {
        var users = Enumerable.Range(0, Users).Select(at => FormattableString.Invariant($"bench-{at}")).ToArray();
        foreach (var some in users.Chunk(BatchSize))
        {
            // Who has joined an account lives beside it from the first.
            await fleet.Doors[0].UnaryAsync(Events.Ingest, new IngestRequest { Events = { some.Select(Joining) } });
            await fleet.Doors[0].UnaryAsync(Events.Ingest, new IngestRequest { Events = { some.Select(user => Event(user, "import_failed", ("code", "csv_encoding"), ("feature", "csv"))) } });
        }

        if (isAtHome)
        {
            return [.. (await fleet.Homes(users)).SelectMany(home => home.Chunk(BatchSize).Select(some => (home.Key, some))).OrderBy(batch => batch.some[0], StringComparer.Ordinal)];
        }

        return [.. users.Chunk(BatchSize).SelectMany(some => fleet.Doors.Select(door => (door, some)))];
    }

    private static Event Joining(string user)
    {
        var made = Event(user, "");
        (made.Type, made.Properties) = (EventType.Group, null);
        return made;
    }

    private static Event Event(string user, string name, params ReadOnlySpan<(string Name, string Text)> properties)
    {
        var made = new Event
        {
            MessageId = string.Create(CultureInfo.InvariantCulture, $"bench-{Interlocked.Increment(ref eventsMade)}"),
            Type = EventType.Track,
            UserId = user,
            GroupId = string.Create(CultureInfo.InvariantCulture, $"account-{(uint)user.GetHashCode(StringComparison.Ordinal) % Accounts}"),
            Event_ = name,
            Properties = new Struct(),
        };
        foreach (var (property, text) in properties)
        {
            made.Properties.Fields[property] = Value.ForString(text);
        }

        return made;
    }
}
