using System.CommandLine;
using Personalization.Cli.Journaling;
using Personalization.Journal.Backups;

namespace Personalization.Cli.Commands.Journaling;

/// <summary><c>personalize journal restore</c>: makes a data folder from a backup.</summary>
internal static class RestoreCommand
{
    private const string Instead = "A base backup of PostgreSQL is restored with its own tools, to a point in time where its log was archived.";

    public static Command Create(Output output)
    {
        var place = new JournalPlace(Store.MadeWhereMissing);
        var from = new Option<string>("--from") { Description = "The folder of the backup.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON." };
        var command = place.AddTo(new ExplainedCommand(
            "restore",
            "Verifies a backup and makes a data folder from it, which must be empty. Broken off, it goes on when it is run again; until then no server opens the folder.",
            "personalize journal restore --from /backups/monday --data ./data") { from, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            place.RefusePostgres(parsed, Instead);
            var bar = new StepsBar(output);
            return await BackupCommand.Guarded(
                async () =>
                {
                    var report = await Task.Run(() => JournalRestore.Run(parsed.GetValue(from)!, place.NewFolderOf(parsed), bar, cancellation), cancellation);
                    bar.End();
                    await output.Results.WriteLineAsync(parsed.GetValue(json) ? Json.Of(report) : BackupCommand.Text(report, "restored"));
                },
                bar, output);
        });
        return command;
    }
}
