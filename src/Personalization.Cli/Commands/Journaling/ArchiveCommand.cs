using System.CommandLine;
using Personalization.Cli.Journaling;
using Personalization.Core;
using Personalization.Journal.Sqlite;

namespace Personalization.Cli.Commands.Journaling;

/// <summary><c>personalize journal archive</c>: moves old commits into compressed files while no server runs.</summary>
internal static class ArchiveCommand
{
    private const string Instead = "Archives are files beside journal.db; in PostgreSQL all events stay in its tables, a partition for each month.";

    public static Command Create(Output output)
    {
        var place = new JournalPlace(Store.Changed);
        var olderThan = new Option<int>("--older-than") { Description = "Days: commits move whose events were all received before so many days.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON." };
        var command = place.AddTo(new ExplainedCommand(
            "archive",
            "Moves old commits into compressed files that every read still reads. For a stopped server; a running one does it by itself with --retention.",
            "personalize journal archive --data ./data --older-than 90") { olderThan, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            place.RefusePostgres(parsed, Instead);
            var days = parsed.GetValue(olderThan) is > 0 and var given ? given : throw new UsageException("--older-than is a number of days, at least 1.");
            return await BackupCommand.Guarded(
                async () =>
                {
                    await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = place.FolderOf(parsed) });
                    var moved = await journal.Archive(Instant.From(TimeProvider.System.GetUtcNow()) - TimeSpan.FromDays(days), cancellation);
                    await output.Results.WriteLineAsync(parsed.GetValue(json) ? Json.Of(new { commits = moved }) : $"moved {Counted.Of(moved, "commit")}");
                },
                new StepsBar(output), output);
        });
        return command;
    }
}
