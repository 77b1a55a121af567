using System.Text;
using Personalization.Core;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Catalogs.Archives;

/// <summary>The YAML files of an archive, taken in one by one under bounds. Nothing is ever written to a disk, and a name that would lead out of a folder is refused all the same.</summary>
internal sealed class ArchiveFiles
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private int entries;
    private long bytes;

    /// <summary>The files with their paths in the archive.</summary>
    public IEnumerable<(string Path, string Text)> All => texts.Select(file => (file.Key, file.Value));

    /// <summary>How many bytes the next file may have.</summary>
    public int BytesLeft => (int)(Limits.ArchiveFilesBytes - bytes);

    /// <summary>Whether a file belongs to a catalog. What some systems put beside every file does not.</summary>
    public static bool IsWanted(string name)
    {
        var file = name.AsSpan(name.LastIndexOf('/') + 1);
        return (file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal)) && !file.StartsWith("._", StringComparison.Ordinal);
    }

    /// <summary>Counts an entry and looks at its name.</summary>
    /// <returns>Null, or why the archive is refused.</returns>
    public Problem? Enter(string name)
    {
        if (++entries > Limits.ArchiveEntries)
        {
            return new Problem(ProblemCodes.ArchiveTooLarge, "", $"The archive has more than {Limits.ArchiveEntries} entries.");
        }

        return IsSafe(name) ? null : new Problem(ProblemCodes.UnsafeArchive, "", $"The archive names '{Shown(name)}'; names must be relative, with / between folders, and stay inside of the folder.");
    }

    /// <summary>Refuses what is neither a file nor a folder.</summary>
    public static Problem NoFile(string name) =>
        new(ProblemCodes.UnsafeArchive, "", $"'{Shown(name)}' is a link or another special file; an archive of a catalog has files and folders only.");

    /// <summary>Refuses more than is read.</summary>
    public static Problem TooLarge { get; } =
        new(ProblemCodes.ArchiveTooLarge, "", $"The files of the archive have more than {Limits.ArchiveFilesBytes} bytes.");

    /// <summary>Takes a file in.</summary>
    /// <returns>Null, or why the archive is refused.</returns>
    public Problem? Add(string name, ReadOnlySpan<byte> content)
    {
        if (content.Length > BytesLeft)
        {
            return TooLarge;
        }

        bytes += content.Length;
        try
        {
            var path = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
            return texts.TryAdd(path, StrictUtf8.GetString(content))
                ? null
                : new Problem(ProblemCodes.UnsafeArchive, "", $"The archive has two files '{Shown(path)}'.");
        }
        catch (DecoderFallbackException)
        {
            return new Problem(ProblemCodes.InvalidUtf8, "", $"The file '{Shown(name)}' is not UTF-8.");
        }
    }

    private static bool IsSafe(string name) =>
        name.Length is > 0 and <= Limits.ArchiveNameChars
        && name[0] != '/'
        && name.AsSpan().IndexOfAny('\\', ':', '\0') < 0
        && !Array.Exists(name.Split('/'), segment => segment == "..");

    /// <summary>A name as a message can show it: short, and without what could move a cursor.</summary>
    private static string Shown(string name) =>
        string.Concat(name.Take(Limits.ArchiveNameChars).Select(letter => char.IsControl(letter) ? '?' : letter));
}
