using System.CommandLine;
using Personalization.Journal;
using Personalization.Journal.Audit.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Cli.Journaling;

/// <summary>Where the journal of a command is: a data folder, or a PostgreSQL database. <c>--journal</c> says it; otherwise a database that is named, or the folder itself.</summary>
/// <param name="use">What the command does with the folder, for its help.</param>
internal sealed class JournalPlace(string use)
{
    private const string Variable = "PERSONALIZATION_POSTGRES";
    private readonly Store store = new(use);
    private readonly Option<string?> journal = new("--journal") { Description = "sqlite or postgres; otherwise postgres where a database is named, or the folder says that its events are in one." };
    private readonly Option<string?> postgres = new("--postgres")
    {
        Description = $"The database of the journal, \"Host=…\"; better as {Variable}: flags are seen by others.",
    };

    /// <summary>The option that names the folder.</summary>
    public Store Folder => store;

    /// <summary>Makes the options part of a command.</summary>
    public Command AddTo(Command command)
    {
        journal.AcceptOnlyFromAmong("sqlite", "postgres");
        command.Add(journal);
        command.Add(postgres);
        return store.AddTo(command);
    }

    /// <summary>Whether it is a database.</summary>
    /// <exception cref="UsageException">The environment names a database, but the folder has a journal of its own.</exception>
    public bool IsPostgres(ParseResult parsed)
    {
        if (IsSaidToBePostgres(parsed) is { } said)
        {
            return said;
        }

        var isNamed = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };
        if (isNamed && HasJournal(parsed))
        {
            throw new UsageException($"{Variable} names a database, but --data {store.FolderOf(parsed)} has a journal.db of its own. Say which is meant: --journal sqlite or --journal postgres.");
        }

        return isNamed;
    }

    /// <summary>Refuses what PostgreSQL does better itself.</summary>
    /// <exception cref="UsageException">The journal is in PostgreSQL.</exception>
    public void RefusePostgres(ParseResult parsed, string instead)
    {
        if (IsSaidToBePostgres(parsed) is true)
        {
            throw new UsageException(instead);
        }
    }

    /// <summary>The data folder, which must hold a journal.</summary>
    /// <exception cref="UsageException">It holds none.</exception>
    public string FolderOf(ParseResult parsed) => HasJournal(parsed) ? store.FolderOf(parsed) : throw store.NoData(parsed, "no journal.db");

    /// <summary>The data folder, which need not exist.</summary>
    public string NewFolderOf(ParseResult parsed) => store.FolderOf(parsed);

    /// <summary>Opens the database for reading, beside the servers that use it, and says which it is; changes nothing there.</summary>
    /// <exception cref="UsageException">No database was named, not so that it can be understood, or it holds no journal.</exception>
    public async Task<PostgresJournal> OpenPostgres(ParseResult parsed, Output output, CancellationToken cancellation)
    {
        var connection = parsed.GetValue(postgres) ?? Environment.GetEnvironmentVariable(Variable) ?? throw Unnamed(parsed);
        try
        {
            var opened = await PostgresJournal.OpenReader(new PostgresJournalOptions { ConnectionString = connection }, cancellation);
            await output.Notes.WriteLineAsync($"note: The journal is read from {opened.Place}.");
            return opened;
        }
        catch (ArgumentException refused)
        {
            throw new UsageException($"--postgres is no connection string of Npgsql's: {refused.Message} Write it like \"Host=db;Database=app;Username=app;Password=…\".");
        }
        catch (SchemaMissingException missing)
        {
            throw new UsageException($"{missing.Message} Name the database of a server with --postgres or {Variable}.");
        }
    }

    /// <summary>Opens the chains of the database that <see cref="OpenPostgres"/> has opened, for reading.</summary>
    public Task<PostgresAuditStore> OpenPostgresChains(ParseResult parsed, CancellationToken cancellation) =>
        PostgresAuditStore.OpenReader(parsed.GetValue(postgres) ?? Environment.GetEnvironmentVariable(Variable) ?? throw Unnamed(parsed), cancellation: cancellation);

    private bool? IsSaidToBePostgres(ParseResult parsed) =>
        parsed.GetValue(journal) is { } kind ? kind == "postgres"
        : parsed.GetValue(postgres) is not null || FolderJournal.ElsewhereOf(store.FolderOf(parsed)) is not null ? true
        : null;

    private bool HasJournal(ParseResult parsed) => File.Exists(Path.Combine(store.FolderOf(parsed), "journal.db"));

    private UsageException Unnamed(ParseResult parsed) => new(FolderJournal.ElsewhereOf(store.FolderOf(parsed)) is { } place
        ? $"--data {store.FolderOf(parsed)} keeps its events in {place}. Name that database with --postgres \"Host=…\" or {Variable}."
        : $"--journal postgres needs --postgres \"Host=…\" or {Variable}.");
}
