using System.CommandLine;
using Personalization.Cli.Journaling;
using Personalization.Journal.Sqlite;

namespace Personalization.Cli.Commands.Journaling;

/// <summary><c>personalize journal compact</c>: gives free space back while no server runs.</summary>
internal static class CompactCommand
{
    private const string Instead = "PostgreSQL frees space itself (VACUUM).";

    public static Command Create(Output output)
    {
        var place = new JournalPlace(Store.Changed);
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON." };
        var command = place.AddTo(new ExplainedCommand(
            "compact",
            "Makes journal.db as short as it can be. For a stopped server; needs as much free space again as the file takes.",
            "personalize journal compact --data ./data") { json });
        command.SetAction(async (parsed, cancellation) =>
        {
            place.RefusePostgres(parsed, Instead);
            var folder = place.FolderOf(parsed);
            return await BackupCommand.Guarded(
                async () =>
                {
                    var freed = await Task.Run(() => JournalCompaction.Run(folder), cancellation);
                    await output.Results.WriteLineAsync(parsed.GetValue(json) ? Json.Of(new { bytes = freed }) : $"gave back {Counted.Of(freed, "byte")}");
                },
                new StepsBar(output), output);
        });
        return command;
    }
}
