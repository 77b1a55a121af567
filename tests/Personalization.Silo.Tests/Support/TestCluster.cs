using System.Globalization;
using Npgsql;
using Orleans.TestingHost;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres.Cluster;

namespace Personalization.Silo.Tests.Support;

/// <summary>Silos over a database of their own, on ports that nobody else has, with the sample's catalog.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly TestClusterPortAllocator ports = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("silos-");
    private readonly List<SiloProcess> processes = [];
    private readonly List<string[]> started = [];

    private TestCluster(string database) => Database = database;

    /// <summary>Where all processes keep their files.</summary>
    public string Folder => folder.FullName;

    public string Database { get; }

    /// <summary>Where each of the started processes takes calls of other silos, where it is one.</summary>
    public List<int> SiloPorts { get; } = [];

    public static async Task<TestCluster> Make(PostgresServer postgres)
    {
        var made = new TestCluster(await postgres.NewDatabase());
        await new ClusterSchema(made.Database).Init(TestContext.Current.CancellationToken);
        return made;
    }

    /// <summary>Starts one more process.</summary>
    public async Task<SiloProcess> Start(params string[] flags)
    {
        string[] pause = flags.Contains("--drain-pause") ? [] : ["--drain-pause", "0"];
        return await Start(Flags(), [.. pause, .. flags]);
    }

    /// <summary>Ends one of the started processes in order.</summary>
    public static async Task Stop(SiloProcess process)
    {
        process.Terminate();
        Assert.Equal(0, await process.Ended());
    }

    /// <summary>Starts a process again that has ended, over the same files and at the same ports.</summary>
    public async Task<SiloProcess> StartAgain(int at)
    {
        var process = await SiloProcess.Start(Database, started[at]);
        processes.Add(process);
        return process;
    }

    /// <summary>Where one of the started processes keeps its files.</summary>
    public string DataOf(int at) => Path.Combine(folder.FullName, Text(SiloPorts[at]));

    private async Task<SiloProcess> Start(string[] own, string[] flags)
    {
        started.Add([.. own, .. flags]);
        var process = await SiloProcess.Start(Database, started[^1]);
        processes.Add(process);
        return process;
    }

    /// <summary>The flags that each process needs to be at peace with the others.</summary>
    public string[] Flags()
    {
        var (silo, gateway) = ports.AllocateConsecutivePortPairs(1);
        SiloPorts.Add(silo);
        return
        [
            "--catalog", SampleCatalog(), "--data", Path.Combine(folder.FullName, Text(silo)), "--silo-port", Text(silo), "--gateway-port", Text(gateway),
            // Nobody dies in these tests, and a machine that runs many at once may stall for longer than production should wait.
            "--probe", "30000",
        ];
    }

    /// <summary>How many silos the table of members has in a state.</summary>
    public async Task<long> Count(SiloStatus status)
    {
        await using var source = NpgsqlDataSource.Create(new ClusterSchema(Database).ConnectionString);
        await using var command = source.CreateCommand($"SELECT count(*) FROM OrleansMembershipTable WHERE Status = {(int)status}");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        ports.Dispose();
        folder.Delete(recursive: true);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    public static string SampleCatalog()
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            var candidate = Path.Combine(above.FullName, "samples", "saas", "catalog");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("The sample's catalog is not beside the sources.");
    }
}
