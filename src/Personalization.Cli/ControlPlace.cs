using System.CommandLine;
using Microsoft.Data.Sqlite;
using Personalization.Journal;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Postgres;
using Personalization.Journal.Control.Sqlite;

namespace Personalization.Cli;

/// <summary>Where tenants and keys are: in a data folder, or in the PostgreSQL database of servers with <c>--journal postgres</c>.</summary>
internal sealed class ControlPlace
{
    private const string Variable = "PERSONALIZATION_POSTGRES";

    private readonly Store store = new();
    private readonly Option<string?> postgres = new("--postgres")
    {
        Description = $"The database of servers with --journal postgres, \"Host=…\"; better as {Variable}, which counts where no --data is named.",
    };

    /// <summary>Makes the options part of a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(postgres);
        return store.AddTo(command);
    }

    /// <summary>How to name this place on a command line again; never with a password.</summary>
    public string FlagOf(ParseResult parsed) => ConnectionOf(parsed) is null ? $"--data {store.FolderOf(parsed)}" : "--postgres \"…\"";

    /// <summary>Opens the control store as <see cref="Open"/> does, and says where the folder is a new one: whoever meant that of a running server has to name it.</summary>
    /// <exception cref="UsageException">It cannot be opened there.</exception>
    /// <exception cref="Journal.Postgres.DatabaseAwayException">The database does not answer.</exception>
    public async Task<IControlStore> OpenTellingWhereNew(ParseResult parsed, Output output, CancellationToken cancellation)
    {
        var folder = store.FolderOf(parsed);
        var isNew = ConnectionOf(parsed) is null && !File.Exists(folder) && !Store.IsThere(Path.Combine(folder, SqliteControlStore.FileName));
        var control = await Open(parsed, cancellation);
        if (isNew)
        {
            await output.Notes.WriteLineAsync($"note: {folder} is a new data folder; that of a running server is named with --data.");
        }

        return control;
    }

    /// <summary>Opens the control store; makes it where it is missing.</summary>
    /// <exception cref="UsageException">It cannot be opened there.</exception>
    /// <exception cref="AccessDeniedException">This user may not open it.</exception>
    /// <exception cref="Journal.Postgres.DatabaseAwayException">The database does not answer.</exception>
    public async Task<IControlStore> Open(ParseResult parsed, CancellationToken cancellation)
    {
        if (ConnectionOf(parsed) is { } connection)
        {
            return await OpenPostgres(connection, cancellation);
        }

        try
        {
            return SqliteControlStore.Open(store.FolderOf(parsed), TimeProvider.System);
        }
        catch (SqliteException denied) when (denied.SqliteErrorCode == SQLitePCL.raw.SQLITE_READONLY)
        {
            throw new AccessDeniedException(Path.Combine(store.FolderOf(parsed), SqliteControlStore.FileName), denied);
        }
        catch (Exception refused) when (refused is (IOException and not UnfitFolderException) or SqliteException)
        {
            throw new UsageException($"--data {store.FolderOf(parsed)} cannot be used as a data folder: {refused.Message}");
        }
    }

    private string? ConnectionOf(ParseResult parsed) =>
        parsed.GetValue(postgres) ?? (store.IsNamed(parsed) ? null : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } known ? known : null);

    private static async Task<IControlStore> OpenPostgres(string connection, CancellationToken cancellation)
    {
        try
        {
            return await PostgresControlStore.Open(new PostgresControlOptions { ConnectionString = connection }, TimeProvider.System, cancellation);
        }
        catch (ArgumentException refused)
        {
            throw new UsageException($"--postgres is no connection string of Npgsql's: {refused.Message} Write it like \"Host=db;Database=app;Username=app;Password=…\".");
        }
        catch (InvalidDataException other)
        {
            throw new UsageException($"--postgres: {other.Message}");
        }
    }
}
