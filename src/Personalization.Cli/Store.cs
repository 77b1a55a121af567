using System.CommandLine;
using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Journal;
using Personalization.Journal.Control;

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

    /// <summary>Opens the control store as <see cref="Open"/> does, and says where the folder is a new one: whoever meant that of a running server has to name it.</summary>
    /// <exception cref="UsageException">It cannot be opened there.</exception>
    public async Task<ControlStore> OpenTellingWhereNew(ParseResult parsed, Output output)
    {
        var folder = FolderOf(parsed);
        var isNew = !File.Exists(folder) && !IsThere(Path.Combine(folder, "control.db"));
        var control = Open(parsed);
        if (isNew)
        {
            await output.Notes.WriteLineAsync($"note: {folder} is a new data folder; that of a running server is named with --data.");
        }

        return control;
    }

    /// <summary>Opens the control store; makes it where it is missing.</summary>
    /// <exception cref="UsageException">It cannot be opened there.</exception>
    /// <exception cref="AccessDeniedException">This user may not open it.</exception>
    public ControlStore Open(ParseResult parsed)
    {
        try
        {
            return ControlStore.Open(FolderOf(parsed), TimeProvider.System);
        }
        catch (SqliteException denied) when (denied.SqliteErrorCode == SQLitePCL.raw.SQLITE_READONLY)
        {
            throw new AccessDeniedException(Path.Combine(FolderOf(parsed), "control.db"), denied);
        }
        catch (Exception refused) when (refused is (IOException and not UnfitFolderException) or SqliteException)
        {
            throw new UsageException($"--data {FolderOf(parsed)} cannot be used as a data folder: {refused.Message}");
        }
    }

    // File.Exists says no as well where a folder above may not be looked into.
    private static bool IsThere(string path)
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
