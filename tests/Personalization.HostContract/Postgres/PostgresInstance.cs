using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Personalization.HostContract.Postgres;

/// <summary>One running PostgreSQL in a folder of its own. It ends with this process, however this one ends: it is told so by the end of a pipe.</summary>
public sealed class PostgresInstance : IAsyncDisposable
{
    // The shell holds the server by its id and ends it when nothing holds the other end of the shell's input any more.
    private const string Keeper = """ "$@" </dev/null & server=$!; cat >/dev/null; kill -QUIT "$server"; wait "$server" """;

    private readonly string folder;
    private readonly bool isSynced;
    private readonly IPEndPoint? listen;
    private readonly List<string> log = [];
    private Process? keeper;
    private Task reading = Task.CompletedTask;

    private PostgresInstance(string folder, bool isSynced, IPEndPoint? listen)
    {
        this.folder = folder;
        this.isSynced = isSynced;
        this.listen = listen;
    }

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Missing => PostgresBinaries.Missing;

    /// <summary>The file of its socket.</summary>
    public string Socket => Path.Combine(folder, $".s.PGSQL.{Port}");

    /// <summary>How to connect as a superuser.</summary>
    public string ConnectionString => $"Host={folder};Port={Port};Username=postgres;Database=postgres";

    /// <summary>Makes a new one and starts it.</summary>
    /// <param name="isSynced">Whether it calls fsync; tests end processes, never the machine, and can do without.</param>
    /// <param name="listen">Where it also listens, to whoever asks; null for its socket alone.</param>
    public static async Task<PostgresInstance> Start(bool isSynced, IPEndPoint? listen = null)
    {
        var made = new PostgresInstance(Directory.CreateTempSubdirectory("pg-").FullName, isSynced, listen);
        try
        {
            await PostgresBinaries.GiveAway(made.folder);
            await PostgresBinaries.Run(PostgresBinaries.AsPostgres(
                PostgresBinaries.Find("initdb"), "--pgdata", made.Cluster, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"));
            if (listen is not null)
            {
                await File.AppendAllTextAsync(Path.Combine(made.Cluster, "pg_hba.conf"), $"host all all {listen.Address}/24 trust\n");
            }

            await made.Start();
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="Stop"/> or <see cref="Shutdown"/>.</summary>
    public async Task Start()
    {
        var fsync = isSynced ? "on" : "off";
        keeper = Process.Start(PostgresBinaries.AsPostgres(
            "/bin/sh", "-c", Keeper, "sh", PostgresBinaries.Find("postgres"), "-D", Cluster, "-k", folder, "-p", Port, "-c", "listen_addresses=" + listen?.Address,
            "-c", "fsync=" + fsync, "-c", "full_page_writes=" + fsync, "-c", "max_connections=300", "-c", "shared_buffers=128MB", "-c", "max_wal_size=4GB"))!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        reading = ReadLog(keeper, ready);
        await ready.Task;
    }

    /// <summary>Ends it as a crash would: no checkpoint, and clients are cut off.</summary>
    public async Task Stop()
    {
        if (keeper is not null)
        {
            keeper.StandardInput.Close();
            await keeper.WaitForExitAsync();
            await reading;
            keeper.Dispose();
            keeper = null;
        }
    }

    /// <summary>Ends it in order: clients are cut off, and what they did is written down ("fast").</summary>
    public async Task Shutdown()
    {
        await PostgresBinaries.Run(PostgresBinaries.AsPostgres(PostgresBinaries.Find("pg_ctl"), "stop", "--pgdata", Cluster, "--mode=fast", "--wait"));
        await Stop();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }

    private string Port => (listen?.Port ?? 5432).ToString(CultureInfo.InvariantCulture);

    private string Cluster => Path.Combine(folder, "cluster");

    private async Task ReadLog(Process server, TaskCompletionSource ready)
    {
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            log.Add(line);
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        }

        ready.TrySetException(new InvalidOperationException("PostgreSQL did not start: " + string.Join('\n', log.TakeLast(20))));
    }
}
