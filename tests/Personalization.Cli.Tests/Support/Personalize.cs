using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Personalization.Cli.Tests.Support;

/// <summary>Runs the program in this process.</summary>
internal sealed record Personalize(ExitCode ExitCode, string Results, string Notes)
{
    public JsonElement Json => JsonDocument.Parse(Results).RootElement;

    public string[] Lines => Results.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<Personalize> Run(params string[] args) => Run(isTerminal: false, args);

    public static Task<Personalize> RunOnTerminal(params string[] args) => Run(isTerminal: true, args);

    private static async Task<Personalize> Run(bool isTerminal, string[] args)
    {
        var results = new StringWriter { NewLine = "\n" };
        var notes = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.Run(args, new Output(results, notes, isTerminal, ShowsProgress: isTerminal), TestContext.Current.CancellationToken);
        return new Personalize(exitCode, results.ToString(), notes.ToString());
    }

    /// <summary>Runs the program in a process of its own, whose environment has these variables and no others of the program's.</summary>
    public static async Task<Personalize> RunProcess(Dictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "personalize.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var notes = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var results = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Personalize((ExitCode)process.ExitCode, results, await notes);
    }

    /// <summary>What the developer's shell sets is none of the tests' business.</summary>
    [ModuleInitializer]
    internal static void ForgetEnvironment()
    {
        foreach (var name in (string[])["PERSONALIZATION_SERVER", "PERSONALIZATION_API_KEY", "PERSONALIZATION_DATA", "PERSONALIZATION_POSTGRES"])
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
