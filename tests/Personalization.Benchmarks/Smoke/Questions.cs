using Google.Protobuf.WellKnownTypes;
using Personalization.Grpc.V1;

namespace Personalization.Benchmarks.Smoke;

/// <summary>What decisions are asked about: users who have just met an error, so that there is something to choose.</summary>
internal static class Questions
{
    private static readonly Dictionary<Bench, string> KnownUsers = [];

    /// <summary>A user with a recent import error, made on first use.</summary>
    public static string Known(Bench bench)
    {
        if (!KnownUsers.TryGetValue(bench, out var user))
        {
            user = "bench-user";
            Meet(bench, [user]).GetAwaiter().GetResult();
            KnownUsers.Add(bench, user);
        }

        return user;
    }

    /// <summary>Makes every user meet an import error.</summary>
    public static async Task Meet(Bench bench, IReadOnlyList<string> users)
    {
        foreach (var some in users.Chunk(500))
        {
            var request = new IngestRequest();
            request.Events.AddRange(some.Select(user => new Event
            {
                MessageId = "meet-" + user,
                Type = EventType.Track,
                UserId = user,
                Event_ = "import_failed",
                Properties = new Struct { Fields = { ["code"] = Value.ForString("csv_encoding"), ["feature"] = Value.ForString("csv") } },
            }));
            var reply = await bench.Client.UnaryAsync(Events.Ingest, request);
            if (reply.Rejected.Count > 0)
            {
                throw new InvalidOperationException($"The catalog refuses the benchmark's events: {reply.Rejected[0]}");
            }
        }
    }

    /// <summary>A question about a user.</summary>
    public static DecideRequest Of(string user, DecideMode mode) => new() { UserId = user, Surface = "home.card", Mode = mode };
}
