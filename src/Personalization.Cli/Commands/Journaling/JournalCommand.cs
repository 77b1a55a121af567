using System.CommandLine;

namespace Personalization.Cli.Commands.Journaling;

/// <summary><c>personalize journal</c>: looks after the files of a server.</summary>
internal static class JournalCommand
{
    public static Command Create(Output output) =>
        new("journal", "Verifies, backs up, restores and counts the files of a server; verifying, backing up and counting work beside a running one.")
        {
            VerifyJournalCommand.Create(output),
            BackupCommand.Create(output),
            RestoreCommand.Create(output),
            JournalStatisticsCommand.Create(output),
            ArchiveCommand.Create(output),
            CompactCommand.Create(output),
        };
}
