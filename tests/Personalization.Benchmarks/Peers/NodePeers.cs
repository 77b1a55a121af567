using System.Diagnostics;
using System.Globalization;
using Personalization.Benchmarks.Expressions;

namespace Personalization.Benchmarks.Peers;

/// <summary>Engines of other makers that run on Node, with their packages installed into a folder that is deleted at the end.</summary>
internal sealed class NodePeers : IDisposable
{
    private static readonly string[] Files = ["package.json", "package-lock.json", ".npmrc", "cases.json", "measure.mjs"];
    private readonly DirectoryInfo folder;

    private NodePeers(DirectoryInfo folder, string? missing) => (this.folder, Missing) = (folder, missing);

    /// <summary>Why the peers cannot be measured here; null where they can.</summary>
    public string? Missing { get; }

    /// <summary>Installs the locked packages.</summary>
    public static async Task<NodePeers> Install()
    {
        var scratch = Directory.CreateTempSubdirectory("benchmark-peers-");
        if (!IsPresent("node") || !IsPresent("npm"))
        {
            return new NodePeers(scratch, "needs node and npm");
        }

        foreach (var file in Files)
        {
            File.Copy(Path.Combine(ComparedCases.Folder, file), Path.Combine(scratch.FullName, file));
        }

        var (exitCode, output) = await Run(scratch, "npm", "ci", "--silent");
        if (exitCode != 0)
        {
            Console.Error.WriteLine(output);
        }

        return new NodePeers(scratch, exitCode == 0 ? null : "its packages could not be installed");
    }

    /// <summary>Evaluates one of the cases for so long, in a process of its own that warms up first, and gives evaluations per second.</summary>
    /// <exception cref="InvalidOperationException">The engine failed or gave wrong answers.</exception>
    public async Task<double> Measure(string engine, string expression, TimeSpan duration)
    {
        var seconds = duration.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var (exitCode, output) = await Run(folder, "node", "measure.mjs", engine, expression, seconds);
        return exitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{engine} failed:\n{output}");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static bool IsPresent(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, program)));

    private static async Task<(int ExitCode, string Output)> Run(DirectoryInfo where, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = where.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output.Trim() : output + await errors);
    }
}
