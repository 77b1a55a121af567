using System.CommandLine;
using Personalization.Core;
using Personalization.Journal;

namespace Personalization.Cli;

/// <summary>The option that names the data folder, for commands that work on it directly, beside a running server or without one.</summary>
/// <param name="use">What the command does with it, for its help.</param>
internal sealed class Store(string use = Store.MadeWhereMissing)
{
    /// <summary>What commands do that write tenants and keys, and those that restore.</summary>
    public const string MadeWhereMissing = "made where it is missing";

    /// <summary>What commands do that change nothing there.</summary>
    public const string OnlyRead = "only read";

    /// <summary>What commands do that need a folder with a journal.</summary>
    public const string Changed = "it has to be there";

    private readonly Option<DirectoryInfo> data = new("--data")
    {
        Description = $"The server's data folder; {use}.",
        DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable("PERSONALIZATION_DATA") ?? "data"),
    };

    /// <summary>Makes the option part of a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(data);
        return command;
    }

    /// <summary>The folder as it was given.</summary>
    public string FolderOf(ParseResult parsed) => parsed.GetValue(data)!.ToString();

    /// <summary>Says that the folder is none that holds data, why, and what to do.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="lacks">What is not in it, such as <c>no journal.db</c>.</param>
    /// <exception cref="AccessDeniedException">Whether it does, this user may not know.</exception>
    public UsageException NoData(ParseResult parsed, string lacks)
    {
        var folder = FolderOf(parsed);
        string why;
        try
        {
            why = IsThere(folder) && Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Any() ? $"it has {lacks}" : "it is empty" : "there is no such folder";
        }
        catch (UnauthorizedAccessException e)
        {
            throw new AccessDeniedException(folder, e);
        }

        return new UsageException($"--data {folder} is no data folder: {why}. Name that of the server with --data or PERSONALIZATION_DATA.");
    }

    /// <summary>Whether the folder was named, and not only assumed.</summary>
    public bool IsNamed(ParseResult parsed) => parsed.GetResult(data) is { Implicit: false };

    /// <summary>Whether there is such a file or folder; <c>File.Exists</c> says no as well where a folder above may not be looked into.</summary>
    /// <exception cref="AccessDeniedException">Whether it is there, this user may not know.</exception>
    public static bool IsThere(string path)
    {
        try
        {
            _ = File.GetAttributes(path);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new AccessDeniedException(path, e);
        }
    }

    /// <summary>Ends a command: well, or with the problem that stood in its way and what to do about it.</summary>
    public static async Task<int> Finish(Problem? problem, Output output, Func<string> done, string? hint = null)
    {
        if (problem is null)
        {
            await output.Results.WriteLineAsync(done());
            return (int)ExitCode.Ok;
        }

        await output.Notes.WriteLineAsync($"error {problem.Code}: {problem.Message}");
        if (hint is not null)
        {
            await output.Notes.WriteLineAsync(hint);
        }

        return (int)ExitCode.Bad;
    }
}
