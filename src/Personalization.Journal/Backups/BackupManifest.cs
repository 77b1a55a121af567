using System.Globalization;
using System.Text.Json;
using Personalization.Core;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Backups;

/// <summary>What a backup says of itself in <c>manifest.json</c>. A folder without one is not a finished backup.</summary>
/// <param name="Format">The layout of the backup; 1.</param>
/// <param name="TakenAt">When it was begun.</param>
/// <param name="Commit">The last commit that it holds; 0 for a journal without events.</param>
/// <param name="Checksum">That commit's checksum.</param>
/// <param name="Databases">The other files with the hash of each.</param>
public sealed record BackupManifest(int Format, Instant TakenAt, long Commit, ulong Checksum, IReadOnlyDictionary<string, string> Databases)
{
    /// <summary>The format that is written.</summary>
    public const int FormatNow = 1;

    /// <summary>The file's name.</summary>
    public const string Name = "manifest.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Reads the manifest of a folder; null where it has none.</summary>
    /// <exception cref="BackupException">It is none that this program can read.</exception>
    public static BackupManifest? Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var format = root.GetProperty("format").GetInt32();
            if (format != FormatNow)
            {
                throw new BackupException($"'{path}' has the format {format}; this program knows {FormatNow}. Use a newer program.");
            }

            var journal = root.GetProperty("journal");
            return new BackupManifest(
                format,
                Instant.From(root.GetProperty("takenAt").GetDateTimeOffset()),
                journal.GetProperty("commit").GetInt64(),
                ulong.Parse(journal.GetProperty("checksum").GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                root.GetProperty("databases").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentNullException)
        {
            throw new BackupException($"'{path}' is damaged: {e.Message} Make the backup again, into an empty folder.");
        }
    }

    /// <summary>Whether a database in the folder of the backup is the one that was copied. While a backup is renewed, newer ones take their places.</summary>
    internal bool Fits(IDisk disk, string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return disk.Exists(path)
            && (disk.Exists(Path.Combine(folder, JournalBackup.Marker)) || string.Equals(DatabaseCopy.HashOf(path), Databases[name], StringComparison.Ordinal));
    }

    /// <summary>Writes it into a folder, as a whole or not at all.</summary>
    internal void Write(IDisk disk, string folder)
    {
        var shape = new
        {
            format = Format,
            takenAt = TakenAt.ToString(),
            journal = new { commit = Commit, checksum = Checksum.ToString("x16", CultureInfo.InvariantCulture) },
            databases = Databases,
        };
        WholeFile.Write(disk, Path.Combine(folder, Name), JsonSerializer.SerializeToUtf8Bytes(shape, Indented));
    }
}
