using System.Net;
using System.Net.Sockets;
using Personalization.Chaos.Load;
using Personalization.HostContract.Postgres;

namespace Personalization.Chaos.Worlds;

/// <summary>A database, a network where there can be one, and the silos on both. Nothing is left of it at the end but the logs, and those only where asked for.</summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>How long a silo may take from its start until it is ready; a loaded machine starts slowly.</summary>
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(180), ReadyLook = TimeSpan.FromMilliseconds(100);

    private readonly List<Silo> silos = [];
    private readonly bool keepsFolder;
    private int started;

    private World(string folder, bool keepsFolder, Network? network, PostgresInstance database)
    {
        this.keepsFolder = keepsFolder;
        (Folder, Network, Database) = (folder, network, database);
    }

    /// <summary>How many silos there are when all is well.</summary>
    public const int SilosWanted = 3;

    /// <summary>The catalog that everything runs on.</summary>
    public static string Catalog { get; } = Path.Combine(AppContext.BaseDirectory, "Catalog");

    /// <summary>A folder for logs and data.</summary>
    public string Folder { get; }

    /// <summary>The network of the silo that can be cut off; null where there can be none.</summary>
    public Network? Network { get; }

    /// <summary>The database.</summary>
    public PostgresInstance Database { get; }

    /// <summary>How to connect to it from everywhere.</summary>
    public string Connection => Network is null ? Database.ConnectionString : $"Host={Network.DatabaseAddress};Port={DatabasePort};Username=postgres;Database=postgres";

    /// <summary>The key of the load, of all scopes.</summary>
    public string Key { get; } = "chaos-0123456789-abcdefghijklmnop";

    /// <summary>The gateways of the silos.</summary>
    public Gateways Gateways { get; } = new();

    /// <summary>The silos that run.</summary>
    public IReadOnlyList<Silo> Silos => [.. silos.Where(one => one.IsAlive)];

    /// <summary>How long a silo waits for another one's answer, in milliseconds.</summary>
    public int ProbeMilliseconds { get; private init; }

    private int DatabasePort { get; init; }

    /// <summary>Makes one with a database and no silo.</summary>
    /// <param name="isCuttable">Whether one of them is to be cut off.</param>
    /// <param name="probeMilliseconds">How long a silo waits for another one's answer.</param>
    /// <param name="logs">The folder for logs, which is kept; null for one that is not.</param>
    public static async Task<World> Make(bool isCuttable, int probeMilliseconds, string? logs)
    {
        var folder = logs is null ? Directory.CreateTempSubdirectory("chaos-").FullName : Directory.CreateDirectory(logs).FullName;
        var network = isCuttable ? await Network.Make() : null;
        var port = FreePort();
        var database = await PostgresInstance.Start(isSynced: false, network is null ? null : new IPEndPoint(network.DatabaseAddress, port));
        return new World(folder, logs is not null, network, database) { DatabasePort = port, ProbeMilliseconds = probeMilliseconds };
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort(IPAddress? address = null)
    {
        using var listener = new TcpListener(address ?? IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Makes the tables that silos need, as whoever runs a cluster does.</summary>
    public Task Prepare() => Command.Run("dotnet", Child.BuildOf("Personalization.Cli", "personalize"), "cluster", "init", "--postgres", Database.ConnectionString);

    /// <summary>Starts a silo; it is ready, and in rotation, when this is done.</summary>
    public async Task<Silo> Start(SiloPlace place, int? wire)
    {
        var name = $"silo-{++started}";
        var prefix = place == SiloPlace.Inside ? Network!.Enter : [];
        var environment = new Dictionary<string, string> { ["PERSONALIZATION_API_KEY"] = Key };
        var child = Child.Start(SiloProgram.Project, SiloProgram.Project, prefix, SiloProgram.Arguments(this, name, place, wire), environment, Path.Combine(Folder, name + ".log"));
        if (await child.Addresses.WaitAsync(ReadyWithin) is not var (http, grpc))
        {
            throw new InvalidOperationException($"{name} ended with {child.ExitCode} at its start:\n{child.LastWords()}");
        }

        var silo = new Silo(name, place, child, new Gateway(name, http, grpc, Key, child.Gone));
        silos.Add(silo);
        await BecomesReady(silo);
        Gateways.Add(silo.Gateway);
        return silo;
    }

    /// <summary>The silos that are gone although nobody has taken them out of rotation.</summary>
    public IReadOnlyList<Silo> Lost() => [.. silos.Where(one => !one.IsAlive && Gateways.All.Contains(one.Gateway))];

    /// <summary>Forgets a silo that is gone.</summary>
    public void Forget(Silo silo) => Gateways.Remove(silo.Gateway);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos)
        {
            silo.Child.Dispose();
            silo.Gateway.Dispose();
        }

        await Database.DisposeAsync();
        if (Network is not null)
        {
            await Network.DisposeAsync();
        }

        if (!keepsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task BecomesReady(Silo silo)
    {
        using var patience = new CancellationTokenSource(ReadyWithin);
        while (true)
        {
            await silo.Gateway.Probe();
            if (silo.Gateway.IsReady)
            {
                return;
            }

            if (silo.Child.Gone.IsCompleted || !await Waiting.For(ReadyLook, patience.Token))
            {
                throw new InvalidOperationException($"{silo.Name} does not become ready:\n{silo.Child.LastWords()}");
            }
        }
    }
}
