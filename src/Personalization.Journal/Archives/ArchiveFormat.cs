using System.Globalization;
using Personalization.Core;

namespace Personalization.Journal.Archives;

/// <summary>What all archive files have in common. Described in <c>docs/formats/archive.md</c>; a golden file holds it fast.</summary>
internal static class ArchiveFormat
{
    /// <summary>The format that is written.</summary>
    public const byte Version = 1;

    /// <summary>Bytes before the first block: the mark and the format.</summary>
    public const int HeaderBytes = 9;

    /// <summary>Bytes behind the footer: its place and its checksum.</summary>
    public const int TrailerBytes = 16;

    private const string Suffix = ".archive", UnfinishedSuffix = ".unfinished";

    /// <summary>How a file begins.</summary>
    public static ReadOnlySpan<byte> Mark => "PERSARCH"u8;

    /// <summary>The folder of a data folder's archives.</summary>
    public static string FolderOf(string dataFolder) => Path.Combine(dataFolder, "archive");

    /// <summary>The name of the file with some commits; names sort in the order of commits.</summary>
    public static string NameOf(long firstCommit, long lastCommit) =>
        string.Create(CultureInfo.InvariantCulture, $"{firstCommit:D12}-{lastCommit:D12}{Suffix}");

    /// <summary>Whether a name is that of a finished archive.</summary>
    public static bool IsArchive(string name) => name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>The name of a file while it is written.</summary>
    public static string Unfinished(string name) => name + UnfinishedSuffix;

    /// <summary>Whether a file was left unfinished by a process that died.</summary>
    public static bool IsUnfinished(string name) => name.EndsWith(UnfinishedSuffix, StringComparison.Ordinal);

    /// <summary>The checksum of a block as it lies in the file; its first commit is in it, so a block in another's place is damage too.</summary>
    public static ulong BlockChecksum(long firstCommit, ReadOnlySpan<byte> packed) => StableHash.Of(packed, (ulong)firstCommit);

    /// <summary>The checksum of a footer; its place is in it, so a file that was cut or grew is damage too.</summary>
    public static ulong FooterChecksum(long at, ReadOnlySpan<byte> footer) => StableHash.Of(footer, (ulong)at);
}
