using System.Text;
using Personalization.Journal.Backups;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal;

/// <summary>Which journal a data folder belongs to: its own <c>journal.db</c>, or one in a database, which <c>journal.elsewhere</c> remembers. A start with the other one would fork history.</summary>
public static class FolderJournal
{
    /// <summary>The file that says that the events are in a database.</summary>
    internal const string MarkName = "journal.elsewhere";

    /// <summary>Where the folder's events are, for people and without a password; null where no server with a database has used the folder.</summary>
    public static string? ElsewhereOf(string folder)
    {
        var path = Path.Combine(folder, MarkName);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    /// <summary>Before a start with <c>journal.db</c>.</summary>
    /// <exception cref="UnfitFolderException">The folder's events are in a database.</exception>
    public static void CheckHere(string folder)
    {
        if (ElsewhereOf(folder) is { } place)
        {
            throw UnfitFolderException.Elsewhere(folder, place);
        }
    }

    /// <summary>Before a start with a database.</summary>
    /// <exception cref="UnfitFolderException">The folder's <c>journal.db</c> or archives hold events.</exception>
    /// <exception cref="JournalDamagedException">Its files cannot be read, so nobody can say what they hold.</exception>
    public static void CheckElsewhere(string folder)
    {
        using var journal = JournalObserver.Open(OperatingDisk.Instance, folder);
        if (journal?.LastCommit > 0)
        {
            throw UnfitFolderException.Here(folder);
        }
    }

    /// <summary>Remembers that the folder's events are in a database.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="place">Where, for people and without a password.</param>
    public static void KeepElsewhere(string folder, string place)
    {
        if (ElsewhereOf(folder) != place)
        {
            WholeFile.Write(OperatingDisk.Instance, Path.Combine(folder, MarkName), Encoding.UTF8.GetBytes(place + "\n"));
        }
    }
}
