using System.CommandLine;
using System.CommandLine.Parsing;

namespace Personalization.Cli;

/// <summary>Says what is wrong with a command line: the error first, then where to read on, and no page of help.</summary>
internal static class Misuse
{
    /// <summary>Writes the errors of a parse and gives the exit code for it.</summary>
    public static async Task<ExitCode> Report(ParseResult parsed, Output output)
    {
        var result = parsed.CommandResult;
        var commands = result.Command.Subcommands;
        if (commands.Count > 0)
        {
            var names = string.Join(", ", commands.Select(one => one.Name));
            await output.Notes.WriteLineAsync(parsed.UnmatchedTokens is [var unknown, ..]
                ? $"error: There is no command '{unknown}'; there are {names}."
                : $"error: Name a command: {names}.");
        }
        else
        {
            foreach (var message in parsed.Errors.Select(one => one.Message).Distinct(StringComparer.Ordinal))
            {
                await output.Notes.WriteLineAsync("error: " + message);
            }
        }

        await output.Notes.WriteLineAsync($"`{PathOf(result)} --help` shows how it is used.");
        return ExitCode.Usage;
    }

    private static string PathOf(CommandResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = result; at is CommandResult { Command: not RootCommand } one; at = at.Parent)
        {
            names.Push(one.Command.Name);
        }

        return string.Join(' ', names.Prepend("personalize"));
    }
}
