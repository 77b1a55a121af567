using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Archives;

/// <summary>The end of an archive, which says where its blocks are.</summary>
internal static class ArchiveFooter
{
    /// <summary>Writes the footer and the trailer of a file whose blocks are written.</summary>
    public static void Write(ByteWriter into, IReadOnlyList<ArchiveBlock> blocks, long events, Instant newestReceived, long at)
    {
        into.Clear();
        into.Unsigned((ulong)blocks[0].FirstCommit);
        into.Unsigned((ulong)events);
        into.Signed(newestReceived.UnixMilliseconds);
        into.Unsigned((ulong)blocks.Count);
        foreach (var block in blocks)
        {
            into.Unsigned((ulong)block.Commits);
            into.Unsigned((ulong)block.Bytes);
            into.Unsigned((ulong)block.RawBytes);
            into.Fixed64(block.Checksum);
        }

        var checksum = ArchiveFormat.FooterChecksum(at, into.Written);
        into.Fixed64((ulong)at);
        into.Fixed64(checksum);
    }

    /// <summary>Reads what a file says of itself. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public static ArchiveFile Read(IDisk disk, string path)
    {
        using var file = disk.Open(path);
        var length = disk.Length(path);
        Span<byte> header = stackalloc byte[ArchiveFormat.HeaderBytes], trailer = stackalloc byte[ArchiveFormat.TrailerBytes];
        if (file.Read(header, 0) < header.Length || !header.StartsWith(ArchiveFormat.Mark) || header[^1] != ArchiveFormat.Version
            || length < header.Length + trailer.Length || file.Read(trailer, length - trailer.Length) < trailer.Length)
        {
            throw new InvalidDataException("It is no archive of a known format.");
        }

        var ends = new ByteReader(trailer);
        var at = ends.Fixed64();
        if (at < (ulong)header.Length || at > (ulong)(length - trailer.Length))
        {
            throw new InvalidDataException("It was cut, or its end is damaged.");
        }

        var footer = new byte[length - trailer.Length - (long)at];
        if (file.Read(footer, (long)at) < footer.Length || ArchiveFormat.FooterChecksum((long)at, footer) != ends.Fixed64())
        {
            throw new InvalidDataException("It was cut, or its footer is damaged.");
        }

        return Parse(path, footer, length, (long)at);
    }

    private static ArchiveFile Parse(string path, ReadOnlySpan<byte> footer, long length, long footerAt)
    {
        var reader = new ByteReader(footer);
        var commit = (long)reader.Unsigned();
        var events = (long)reader.Unsigned();
        var newest = new Instant(reader.Signed());
        var blocks = new ArchiveBlock[reader.Count()];
        long at = ArchiveFormat.HeaderBytes;
        for (var ordinal = 0; ordinal < blocks.Length; ordinal++)
        {
            var block = new ArchiveBlock(commit, reader.Count32(), at, reader.Count32(), reader.Count32(), reader.Fixed64());
            blocks[ordinal] = block;
            commit += block.Commits;
            at += block.Bytes;
        }

        return blocks.Length > 0 && at == footerAt && reader.Remaining == 0
            ? new ArchiveFile(path, blocks, events, newest, length)
            : throw new InvalidDataException("Its footer does not fit its blocks.");
    }

    private static int Count32(this ref ByteReader reader) =>
        reader.Unsigned() is var value and <= int.MaxValue ? (int)value : throw new InvalidDataException("Its footer has a number that is too large.");
}
