using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Npgsql;
using Personalization.Benchmarks.Journals;
using Personalization.Benchmarks.Peers;
using Personalization.Benchmarks.Smoke;
using Personalization.Grpc;
using Personalization.Journal.Postgres.Cluster;

namespace Personalization.Cluster.Benchmarks.Processes;

/// <summary>Silos as they are deployed: processes of their own with a gateway each, over a database of their own.</summary>
internal sealed class SiloFleet : IAsyncDisposable
{
    private const string Key = "pk_bench_0123456789abcdefghjkmnpqrstvwx";
    private readonly List<Member> members = [];

    private SiloFleet(string connectionString) => ConnectionString = connectionString;

    /// <summary>How to connect to its database.</summary>
    public string ConnectionString { get; }

    /// <summary>A client of each silo.</summary>
    public IReadOnlyList<GrpcClient> Doors => [.. members.Select(member => member.Door)];

    /// <summary>Processor time that the silos have taken.</summary>
    public TimeSpan Used => members.Aggregate(TimeSpan.Zero, (sum, member) => sum + ProcessorTime.Of(member.Server.Id));

    /// <summary>Starts silos; returns when all of them take calls.</summary>
    public static async Task<SiloFleet> Start(JournalBench database, string name, int silos)
    {
        await using (var source = NpgsqlDataSource.Create(database.ConnectionString))
        {
            await using var create = source.CreateCommand("CREATE DATABASE " + name);
            await create.ExecuteNonQueryAsync();
        }

        var fleet = new SiloFleet(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name }.ConnectionString);
        await new ClusterSchema(fleet.ConnectionString).Init(CancellationToken.None);
        for (var at = 0; at < silos; at++)
        {
            fleet.members.Add(await Begin(fleet.ConnectionString, Path.Combine(database.Scratch, FormattableString.Invariant($"{name}-{at}"))));
        }

        return fleet;
    }

    /// <summary>At which of the doors users come in who live behind it.</summary>
    public async Task<ILookup<GrpcClient, string>> Homes(IEnumerable<string> users)
    {
        var homes = new List<(GrpcClient Door, string User)>();
        foreach (var user in users)
        {
            var answer = JsonNode.Parse(await members[0].Http.GetStringAsync(new Uri($"/v1/subjects/users/{user}/place", UriKind.Relative)));
            var address = (string?)answer?["silo"];
            homes.Add((members.Single(member => member.Address == address).Door, user));
        }

        return homes.ToLookup(one => one.Door, one => one.User);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in members)
        {
            member.Door.Dispose();
            member.Http.Dispose();
            await member.Server.DisposeAsync();
        }
    }

    private static async Task<Member> Begin(string connectionString, string folder)
    {
        var (http, grpc, silo) = (ChildServer.FreePort(), ChildServer.FreePort(), ChildServer.FreePort());
        var server = await ChildServer.Start(
            "Personalization.Silo",
            [
                "--http", Local(http), "--grpc", Local(grpc), "--silo-port", Text(silo), "--gateway-port", Text(ChildServer.FreePort()), "--data", folder,
                "--catalog", Repository.Find("samples/saas/catalog"), "--drain-pause", "0",
                // Load that takes all processors must not look like a silo that is dead.
                "--probe", "30000",
            ],
            grpc,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PERSONALIZATION_API_KEY"] = Key, ["PERSONALIZATION_POSTGRES"] = connectionString, ["Logging__LogLevel__Default"] = "Warning",
            });
        var door = GrpcClient.For(new Uri("http://" + Local(grpc)), new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + Key) });
        var client = new HttpClient { BaseAddress = new Uri("http://" + Local(http)) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return new Member(server, door, client, Local(silo));
    }

    private static string Local(int port) => "127.0.0.1:" + Text(port);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Member(ChildServer Server, GrpcClient Door, HttpClient Http, string Address);
}
