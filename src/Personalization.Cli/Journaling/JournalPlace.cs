using System.CommandLine;
using Personalization.Journal.Postgres;

namespace Personalization.Cli.Journaling;

/// <summary>Where the journal of a command is: a data folder, or a PostgreSQL database.</summary>
/// <param name="use">What the command does with the folder, for its help.</param>
internal sealed class JournalPlace(string use)
{
    private readonly Store store = new(use);
    private readonly Option<string> journal = new("--journal") { Description = "sqlite or postgres.", DefaultValueFactory = _ => "sqlite" };
    private readonly Option<string?> postgres = new("--postgres")
    {
        Description = "The database for --journal postgres; better as PERSONALIZATION_POSTGRES: flags are seen by others.",
    };

    /// <summary>Makes the options part of a command.</summary>
    public Command AddTo(Command command)
    {
        journal.AcceptOnlyFromAmong("sqlite", "postgres");
        command.Add(journal);
        command.Add(postgres);
        return store.AddTo(command);
    }

    /// <summary>Whether it is a database.</summary>
    public bool IsPostgres(ParseResult parsed) => parsed.GetValue(journal) == "postgres";

    /// <summary>Refuses what PostgreSQL does better itself.</summary>
    /// <exception cref="UsageException">The journal is in PostgreSQL.</exception>
    public void RefusePostgres(ParseResult parsed, string instead)
    {
        if (IsPostgres(parsed))
        {
            throw new UsageException(instead);
        }
    }

    /// <summary>The data folder, which must hold a journal.</summary>
    /// <exception cref="UsageException">It holds none.</exception>
    public string FolderOf(ParseResult parsed)
    {
        var folder = store.FolderOf(parsed);
        return File.Exists(Path.Combine(folder, "journal.db")) ? folder : throw store.NoData(parsed, "no journal.db");
    }

    /// <summary>The data folder, which need not exist.</summary>
    public string NewFolderOf(ParseResult parsed) => store.FolderOf(parsed);

    /// <summary>Opens the database for reading, beside the servers that use it; changes nothing there.</summary>
    /// <exception cref="UsageException">No database was named, not so that it can be understood, or it holds no journal.</exception>
    public async Task<PostgresJournal> OpenPostgres(ParseResult parsed, CancellationToken cancellation)
    {
        var connection = parsed.GetValue(postgres) ?? Environment.GetEnvironmentVariable("PERSONALIZATION_POSTGRES")
            ?? throw new UsageException("--journal postgres needs --postgres \"Host=…\" or PERSONALIZATION_POSTGRES.");
        try
        {
            return await PostgresJournal.OpenReader(new PostgresJournalOptions { ConnectionString = connection }, cancellation);
        }
        catch (ArgumentException refused)
        {
            throw new UsageException($"--postgres is no connection string of Npgsql's: {refused.Message} Write it like \"Host=db;Database=app;Username=app;Password=…\".");
        }
        catch (SchemaMissingException missing)
        {
            throw new UsageException($"{missing.Message} Name the database of a server with --postgres or PERSONALIZATION_POSTGRES.");
        }
    }
}
