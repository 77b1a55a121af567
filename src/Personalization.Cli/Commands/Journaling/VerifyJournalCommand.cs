using System.CommandLine;
using Personalization.Cli.Auditing;
using Personalization.Cli.Journaling;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Checks;

namespace Personalization.Cli.Commands.Journaling;

/// <summary><c>personalize journal verify</c>: reads everything and says what is damaged.</summary>
internal static class VerifyJournalCommand
{
    public static Command Create(Output output)
    {
        var place = new JournalPlace(Store.OnlyRead);
        var anchors = new Option<string[]>("--anchor") { Description = "Anchors of earlier that the journal must still hold.", AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = place.AddTo(new ExplainedCommand(
            "verify",
            "Reads every commit, event, archive, snapshot and index entry of a data folder or a backup, and says what is damaged and what to do. Ends with 1 where anything is.",
            "personalize journal verify --data ./data",
            "personalize journal verify --data /backups/monday --anchor anchors/2026-03.json --json") { anchors, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            AuditAnchor[] held = [.. (parsed.GetValue(anchors) ?? []).Select(AnchorFile.Read)];
            var bar = new StepsBar(output);
            var report = await Run(place, parsed, held, bar, output, cancellation);
            bar.End();
            await (parsed.GetValue(json) ? output.Results.WriteLineAsync(Json.Of(CheckText.Shape(report))) : CheckText.Write(report, held.Length, output));
            return (int)(report.IsGood ? ExitCode.Ok : ExitCode.Bad);
        });
        return command;
    }

    private static async Task<CheckReport> Run(JournalPlace place, ParseResult parsed, AuditAnchor[] anchors, StepsBar bar, Output output, CancellationToken cancellation)
    {
        if (!place.IsPostgres(parsed))
        {
            var folder = place.FolderOf(parsed);
            return await Task.Run(() => FolderCheck.Run(folder, [.. anchors.Select(anchor => anchor.Journal).OfType<AnchoredCommit>()], bar, cancellation), cancellation);
        }

        await using var journal = await place.OpenPostgres(parsed, output, cancellation);
        return await FeedCheck.Run(journal, "postgres", bar, cancellation);
    }
}
