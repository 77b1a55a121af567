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
                await output.Notes.WriteLineAsync("error: " + WithoutType(message));
            }
        }

        await output.Notes.WriteLineAsync($"`{PathOf(result)} --help` shows how it is used.");
        return ExitCode.Usage;
    }

    /// <summary>What the parser says of a value that it cannot read, without the name of the type in this program and in one line.</summary>
    private static string WithoutType(string message)
    {
        const string Type = " as expected type '";
        var at = message.IndexOf(Type, StringComparison.Ordinal);
        if (at < 0)
        {
            return message;
        }

        var rest = message[(at + Type.Length)..].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return message[..at] + (rest.Length > 1 ? $"; there are {string.Join(", ", rest[1..].Select(one => one.ToLowerInvariant()))}." : ".");
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
