using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Personalization.Chaos.Worlds;

/// <summary>A program of the same build in a process of its own. It is ended by its id, and with this one.</summary>
internal sealed partial class Child : IDisposable
{
    private const int Terminate = 15, LinesKept = 400;
    private static readonly TimeSpan KilledWithin = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<(Uri Http, Uri Grpc)?> addresses = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> lines = [];
    private readonly StreamWriter log;
    private readonly Process process;
    private Uri? http, grpc;

    private Child(ProcessStartInfo start, string logFile)
    {
        log = new StreamWriter(logFile) { AutoFlush = true };
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Exited += (_, _) =>
        {
            gone.TrySetResult();
            addresses.TrySetResult(null);
        };
    }

    /// <summary>Completes when it is gone.</summary>
    public Task Gone => gone.Task;

    /// <summary>Where it listens, once it does; null where it ended before.</summary>
    public Task<(Uri Http, Uri Grpc)?> Addresses => addresses.Task;

    /// <summary>Where other silos reach it, as <c>address:port</c>; null for a program that is none.</summary>
    public string? SiloAddress { get; private set; }

    /// <summary>The exit code; only once it is gone.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Starts a program.</summary>
    /// <param name="project">The project whose build it is.</param>
    /// <param name="program">The name of its main file, without extension.</param>
    /// <param name="prefix">A command that it is run by, such as one that enters a namespace; empty for none.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="logFile">Where what it writes goes.</param>
    public static Child Start(
        string project, string program, IReadOnlyList<string> prefix, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string logFile)
    {
        string[] command = [.. prefix, "dotnet", BuildOf(project, program), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var child = new Child(start, logFile);
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Where the build of a project lies that has the configuration of this one.</summary>
    public static string BuildOf(string project, string program)
    {
        var outputs = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(outputs, project, configuration, program + ".dll");
    }

    /// <summary>Asks it to stop (SIGTERM).</summary>
    public void Stop()
    {
        if (!process.HasExited)
        {
            _ = SendSignal(process.Id, Terminate);
        }
    }

    /// <summary>Kills it (SIGKILL) and waits until it is gone.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(KilledWithin);
    }

    /// <summary>The last lines that it wrote.</summary>
    public string LastWords(int most = 30)
    {
        lock (lines)
        {
            return string.Join('\n', lines.TakeLast(most).Select(line => "    " + line));
        }
    }

    /// <summary>Kills it where it still runs.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
        lock (lines)
        {
            log.Dispose();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private void Read(string? line)
    {
        Keep(line);
        if (line is not null && line.StartsWith("http ", StringComparison.Ordinal))
        {
            http = new Uri(line[5..].Trim());
        }

        if (line is not null && line.StartsWith("grpc ", StringComparison.Ordinal))
        {
            grpc = new Uri(line[5..].Trim());
        }

        if (line is not null && line.StartsWith("silo ", StringComparison.Ordinal))
        {
            SiloAddress = line[5..].Trim().Split(',')[0];
        }

        // The last line that every program with a gateway on PostgreSQL writes of itself.
        if (line is not null && line.StartsWith("journal ", StringComparison.Ordinal) && http is not null && grpc is not null)
        {
            addresses.TrySetResult((http, grpc));
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > LinesKept)
            {
                lines.Dequeue();
            }

            if (log.BaseStream is { CanWrite: true })
            {
                log.WriteLine($"{DateTime.UtcNow:HH:mm:ss.fff} {line}");
            }
        }
    }
}
