using Personalization.Journal;
using Personalization.Journal.Sqlite;
using Personalization.Hosting.Settings;

namespace Personalization.Server.Demo;

/// <summary>Empties the folder of an earlier demo. A folder that no demo made is never touched.</summary>
internal static class DemoFolder
{
    private const string Marker = "made-by-demo";

    /// <summary>Makes the folder empty and marks it as a demo's.</summary>
    /// <exception cref="SettingsException">Something else is in it.</exception>
    /// <exception cref="FolderLockedException">A server is running on it.</exception>
    public static async Task Empty(string folder)
    {
        var marker = Path.Combine(folder, Marker);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            if (!File.Exists(marker))
            {
                throw new SettingsException(
                    $"The folder {folder} holds data that no demo made, and --demo starts from an empty one. Name another with --data.",
                    SettingsException.Refused);
            }

            await CheckUnused(folder);
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(marker, "This folder was made by --demo; the next demo empties it.\n");
    }

    /// <summary>Opening the journal takes its lock; damage does not matter, as the folder is emptied anyway.</summary>
    private static async Task CheckUnused(string folder)
    {
        try
        {
            await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder }).DisposeAsync();
        }
        catch (JournalDamagedException)
        {
            // What is damaged is about to be deleted.
        }
    }
}
