using System.CommandLine;
using Personalization.Cli.Journaling;
using Personalization.Journal;
using Personalization.Journal.Backups;

namespace Personalization.Cli.Commands.Journaling;

/// <summary><c>personalize journal backup</c>: copies a data folder while its server runs.</summary>
internal static class BackupCommand
{
    private const string Instead = "PostgreSQL backs itself up better: use base backups with an archive of its log (pg_basebackup, PITR), not pg_dump, which loses the order of the feed.";

    public static Command Create(Output output)
    {
        var place = new JournalPlace(Store.OnlyRead);
        var to = new Option<string>("--to") { Description = "The folder of the backup: empty, or with an older backup of the same journal, which then only gets what is new.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON." };
        var command = place.AddTo(new ExplainedCommand(
            "backup",
            "Copies events, archives, tenants, keys and catalogs, verifies the copy and writes a manifest. The server goes on meanwhile. Stopped or broken off, it goes on where it was when it is run again.",
            "personalize journal backup --data ./data --to /backups/monday") { to, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            place.RefusePostgres(parsed, Instead);
            var folder = place.FolderOf(parsed);
            var bar = new StepsBar(output);
            return await Guarded(
                async () =>
                {
                    var report = await Task.Run(() => JournalBackup.Run(folder, parsed.GetValue(to)!, TimeProvider.System, bar, cancellation), cancellation);
                    bar.End();
                    await output.Results.WriteLineAsync(parsed.GetValue(json) ? Json.Of(report) : Text(report, "backed up"));
                },
                bar, output);
        });
        return command;
    }

    /// <summary>What a backup or a restore did, in a sentence.</summary>
    public static string Text(BackupReport report, string done) =>
        $"{done} to commit {report.Commit}: copied {Counted.Of(report.CopiedCommits, "commit")} and {Counted.Of(report.CopiedArchives, "archive")}"
        + (report.RefreshedCommits > 0 ? $", took over erasures in {Counted.Of(report.RefreshedCommits, "commit")}" : "");

    /// <summary>Runs a copy and says what stood in its way.</summary>
    public static async Task<int> Guarded(Func<Task> copy, StepsBar bar, Output output)
    {
        try
        {
            await copy();
            return (int)ExitCode.Ok;
        }
        catch (BackupException wrong) when (wrong.IsMisnamed)
        {
            bar.End();
            throw new UsageException(wrong.Message);
        }
        catch (Exception refused) when (refused is BackupException or FolderLockedException or JournalDamagedException)
        {
            bar.End();
            await output.Notes.WriteLineAsync("error: " + refused.Message);
            return (int)ExitCode.Bad;
        }
        catch (OperationCanceledException)
        {
            bar.End();
            throw;
        }
    }
}
