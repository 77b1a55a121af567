using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client;

[assembly: AssemblyFixture(typeof(Personalization.Cli.Tests.Support.Broker))]

namespace Personalization.Cli.Tests.Support;

/// <summary>
/// A RabbitMQ of the machine's package on free ports of the loopback, with a name, a folder and a port mapper of its own. It takes seconds
/// to start, so that there is one for all tests, made when the first one asks.
/// </summary>
public sealed class Broker : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim once = new(1);
    private readonly string folder = Directory.CreateTempSubdirectory("broker-").FullName;
    private readonly string settings;
    private Process? mapper;
    private Process? broker;
    private Uri? address;
    private int mapperPort;

    public Broker()
        : this("")
    {
    }

    /// <param name="settings">Settings of the broker's applications, as Erlang's command line takes them: <c>-rabbit consumer_timeout 1000</c>.</param>
    internal Broker(string settings) => this.settings = settings;

    /// <summary>Where it listens. The test is skipped where the package is missing.</summary>
    public async Task<Uri> Address()
    {
        var program = FindProgram();
        Assert.SkipWhen(program is null, "rabbitmq-server is not installed.");
        await once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return address ??= await Begin(program!);
        }
        finally
        {
            once.Release();
        }
    }

    /// <summary>A connection for a test's own use.</summary>
    public async Task<IConnection> Connect() => await new ConnectionFactory { Uri = await Address() }.CreateConnectionAsync(TestContext.Current.CancellationToken);

    /// <summary>Ends the broker as a power failure would; what it confirmed and what is durable is in its folder.</summary>
    public async Task Stop()
    {
        await End(broker);
        broker = null;
    }

    /// <summary>Starts it again at the same address, after <see cref="Stop"/>.</summary>
    public Task Resume() => Start(FindProgram()!, address!.Port);

    /// <summary>How many messages of a queue wait, and how many are handed out and not acknowledged, as the broker's own tool tells; null where it has no such queue.</summary>
    public async Task<(int Ready, int Unacknowledged)?> Find(string queue)
    {
        var tool = Path.Combine(Path.GetDirectoryName(FindProgram())!, "rabbitmqctl");
        var start = Prepare(tool);
        string[] args = ["--quiet", "--node", NodeAt(address!.Port), "list_queues", "--no-table-headers", "name", "messages_ready", "messages_unacknowledged"];
        Array.ForEach(args, start.ArgumentList.Add);
        using var listing = Process.Start(start)!;
        var lines = (await listing.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        await listing.WaitForExitAsync(TestContext.Current.CancellationToken);
        return lines.Select(line => line.Split('\t')).SingleOrDefault(row => row[0] == queue) is not { } row ? null
            : (int.Parse(row[1], CultureInfo.InvariantCulture), int.Parse(row[2], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await End(broker);
        await End(mapper);
        once.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The script itself: the one on the path changes to a user of the package's own.</summary>
    private static string? FindProgram()
    {
        const string Packages = "/usr/lib/rabbitmq/lib";
        return Directory.Exists(Packages)
            ? Directory.EnumerateDirectories(Packages).Select(version => Path.Combine(version, "sbin", "rabbitmq-server")).FirstOrDefault(File.Exists)
            : null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string NodeAt(int port) => $"test{port}@localhost";

    private async Task<Uri> Begin(string program)
    {
        mapperPort = FreePort();
        mapper = Launch("epmd", "-port", mapperPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1");
        return await Start(program, FreePort());
    }

    private async Task<Uri> Start(string program, int port)
    {
        broker = Launch(program, port);
        using var patience = new CancellationTokenSource(StartLimit);
        var output = new List<string>();
        while (await broker.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            output.Add(line);
            if (line.Contains("startup complete", StringComparison.Ordinal))
            {
                _ = broker.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new Uri($"amqp://guest:guest@127.0.0.1:{port}");
            }
        }

        throw new InvalidOperationException("The broker did not start:\n" + string.Join('\n', output.TakeLast(30)));
    }

    private Process Launch(string program, int port)
    {
        var start = Prepare(program);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RABBITMQ_NODENAME"] = NodeAt(port),
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_DIST_PORT"] = FreePort().ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} " + settings,
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "store"),
            ["RABBITMQ_LOG_BASE"] = folder,
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "environment"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private Process Launch(string program, params string[] args)
    {
        var start = Prepare(program);
        Array.ForEach(args, start.ArgumentList.Add);
        return Process.Start(start)!;
    }

    private ProcessStartInfo Prepare(string program)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder };
        start.Environment["HOME"] = folder;
        start.Environment["ERL_EPMD_PORT"] = mapperPort.ToString(CultureInfo.InvariantCulture);
        start.Environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        return start;
    }

    private static async Task End(Process? process)
    {
        if (process is null)
        {
            return;
        }

        // The broker's script waits for its machine, which does not end with it.
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
