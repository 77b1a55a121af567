using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Personalization.Simulation.Kills.Servers;

/// <summary>A server of the same build, in a process of its own, on ports that the operating system picks.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private const int Terminate = 15, LinesKept = 40;
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource<Uri?> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> lines = [];
    private readonly Process process;

    private ServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Exited += (_, _) => address.TrySetResult(null);
        process.EnableRaisingEvents = true;
    }

    /// <summary>The exit code of a process that has ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Starts a server on a data folder.</summary>
    public static ServerProcess Start(string folder)
    {
        var outputs = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var server = Path.Combine(outputs, "Personalization.Server", configuration, "Personalization.Server.dll");
        string[] arguments =
        [
            server, "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--data", folder,
            "--catalog", Path.Combine(AppContext.BaseDirectory, "Kills", "Catalog"),
        ];
        var started = new ServerProcess(new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false },
        });
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Where it listens, once it does; null where it ended before.</summary>
    public Task<Uri?> Address() => address.Task;

    /// <summary>Waits for a time; whether the process ended within it.</summary>
    public async Task<bool> EndsWithin(TimeSpan time)
    {
        using var over = new CancellationTokenSource(time);
        try
        {
            await process.WaitForExitAsync(over.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Asks it to stop (SIGTERM).</summary>
    public void Stop() => _ = SendSignal(process.Id, Terminate);

    /// <summary>Kills it (SIGKILL) and waits until it is gone. Throws <see cref="TimeoutException"/> where it does not go.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(EndTimeout);
    }

    /// <summary>The last lines that it wrote.</summary>
    public string LastWords()
    {
        lock (lines)
        {
            return string.Join('\n', lines);
        }
    }

    /// <summary>Kills it where it still runs.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private void Read(string? line)
    {
        Keep(line);
        if (line is not null && line.StartsWith("http ", StringComparison.Ordinal))
        {
            address.TrySetResult(new Uri(line[4..].Trim()));
        }
    }

    private void Keep(string? line)
    {
        lock (lines)
        {
            if (line is not null)
            {
                lines.Enqueue(line);
            }

            if (lines.Count > LinesKept)
            {
                lines.Dequeue();
            }
        }
    }
}
