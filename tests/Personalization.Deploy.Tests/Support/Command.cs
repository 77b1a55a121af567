using System.Diagnostics;

namespace Personalization.Deploy.Tests.Support;

/// <summary>What a program said, and how it ended.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    /// <summary>Many times what any of them takes on a busy machine: only what would never end runs into it.</summary>
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(10);

    /// <summary>The path of a program, or null where it is not installed.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Append("/sbin")
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<Command> Run(string folder, string input, params string[] command)
    {
        using var running = Start(folder, command);
        using var limit = new CancellationTokenSource(RunLimit);
        var (output, error) = (running.StandardOutput.ReadToEndAsync(limit.Token), running.StandardError.ReadToEndAsync(limit.Token));
        await running.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
        running.StandardInput.Close();
        try
        {
            await running.WaitForExitAsync(limit.Token);
            return new Command(running.ExitCode, await output, await error);
        }
        catch (OperationCanceledException late)
        {
            running.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', command)} did not end in {RunLimit}.", late);
        }
    }

    /// <summary>Runs a program that has to do what it is asked.</summary>
    /// <returns>What it wrote to its output.</returns>
    public static async Task<string> Do(string folder, params string[] command)
    {
        var run = await Run(folder, "", command);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', command)} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        return run.Output;
    }

    private static Process Start(string folder, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A compiler or build server that stays would hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        return Process.Start(start)!;
    }
}
