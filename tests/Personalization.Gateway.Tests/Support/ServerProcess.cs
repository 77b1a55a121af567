using System.Diagnostics;
using System.Net.Http.Headers;

namespace Personalization.Gateway.Tests.Support;

/// <summary>The real executable in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>Many times what a start takes on a busy machine.</summary>
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(1);

    private readonly Process process;

    private ServerProcess(Process process) => this.process = process;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Starts a server on a folder; returns when it listens.</summary>
    public static async Task<ServerProcess> Start(string folder, params string[] flags)
    {
        var server = new ServerProcess(Launch(["--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--data", folder, .. flags]));
        var running = server.process;
        string? http = null;
        while (http is null)
        {
            var line = await running.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"The server ended: {await running.StandardError.ReadToEndAsync()}");
            http = line.StartsWith("http  ", StringComparison.Ordinal) ? line[6..] : null;
        }

        // Nobody reads on; a full pipe must not stop the server.
        running.BeginErrorReadLine();
        _ = running.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        server.Http = new HttpClient { BaseAddress = new Uri(http) };
        var key = (await File.ReadAllTextAsync(Path.Combine(folder, "dev.key"))).Trim();
        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return server;
    }

    /// <summary>Runs the executable to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Run(params string[] args)
    {
        using var run = Launch(args);
        // One that should have ended by itself must not outlive its test.
        await using var limit = TestContext.Current.CancellationToken.Register(() => run.Kill());
        using var patience = new Timer(_ => run.Kill(), null, RunLimit, Timeout.InfiniteTimeSpan);
        var error = run.StandardError.ReadToEndAsync();
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        return (run.ExitCode, output, await error);
    }

    /// <summary>Ends it without any chance to put something in order.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as a supervisor does.</summary>
    public async Task<int> Terminate()
    {
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        Http?.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static Process Launch(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Personalization.Server.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("PERSONALIZATION_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        return Process.Start(start)!;
    }
}
