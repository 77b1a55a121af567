using System.Diagnostics;

namespace Personalization.Chaos.Worlds;

/// <summary>A command that runs to its end.</summary>
internal static class Command
{
    /// <summary>Runs it. Throws <see cref="InvalidOperationException"/> with what it wrote where it does not end with 0.</summary>
    public static async Task<string> Run(params string[] command)
    {
        var (exitCode, output) = await Try(command);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {exitCode}: {output}");
    }

    /// <summary>Runs it, and says how it ended.</summary>
    public static async Task<(int ExitCode, string Output)> Try(params string[] command)
    {
        using var running = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (output, error) = (running.StandardOutput.ReadToEndAsync(), running.StandardError.ReadToEndAsync());
        await running.WaitForExitAsync();
        return (running.ExitCode, await output + await error);
    }
}
