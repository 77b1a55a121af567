using System.CommandLine;
using Personalization.Core;
using Personalization.Journal.Control;

namespace Personalization.Cli;

/// <summary>The option that names the data folder, for commands that work on it directly, beside a running server or without one.</summary>
internal sealed class Store
{
    private readonly Option<DirectoryInfo> data = new("--data")
    {
        Description = "The server's data folder; made where it is missing.",
        DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable("PERSONALIZATION_DATA") ?? "data"),
    };

    /// <summary>Makes the option part of a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(data);
        return command;
    }

    /// <summary>Opens the control store.</summary>
    public ControlStore Open(ParseResult parsed) => ControlStore.Open(parsed.GetValue(data)!.FullName, TimeProvider.System);

    /// <summary>Ends a command: well, or with the problem that stood in its way.</summary>
    public static int Finish(Problem? problem, Output output, Func<string> done)
    {
        if (problem is null)
        {
            output.Results.WriteLine(done());
            return (int)ExitCode.Ok;
        }

        output.Notes.WriteLine($"error {problem.Code}: {problem.Message}");
        return (int)ExitCode.Bad;
    }
}
