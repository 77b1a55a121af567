using System.Buffers;
using System.IO.Compression;
using Personalization.Core.Codecs;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Archives;

/// <summary>Reads commits from archives; keeps the last file and the last block that it read. One thread at a time.</summary>
internal sealed class ArchiveReader(ArchiveSet archives) : IDisposable
{
    private readonly List<(int At, int Bytes, ulong Checksum)> commits = [];
    private ArchiveFile? opened;
    private IDiskFile? file;
    private byte[] packed = [], block = [];
    private int loaded = -1;

    /// <summary>The payload of a commit as it was stored, valid until the next call. Throws <see cref="JournalDamagedException"/> on damage.</summary>
    /// <returns>False where no archive has the commit.</returns>
    public bool TryRead(long commit, out ReadOnlySpan<byte> payload, out ulong checksum)
    {
        payload = default;
        checksum = 0;
        while (archives.Find(commit) is { } holder)
        {
            try
            {
                Load(holder, holder.BlockOf(commit));
                var (at, bytes, stored) = commits[(int)(commit - holder.Blocks[loaded].FirstCommit)];
                payload = block.AsSpan(at, bytes);
                checksum = stored;
                return true;
            }
            catch (InvalidDataException e)
            {
                Close();

                // An erasure may have put another file in its place between the look-up and the read.
                if (ReferenceEquals(archives.Find(commit), holder) && !archives.Refresh(holder))
                {
                    throw JournalDamagedException.InArchive(holder.Name, $"commit {commit}: {e.Message}", e);
                }
            }
        }

        return false;
    }

    /// <summary>The packed bytes of a block, whose checksum is right. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public ReadOnlySpan<byte> ReadPacked(ArchiveFile holder, int ordinal)
    {
        Open(holder);
        var wanted = holder.Blocks[ordinal];
        Reserve(ref packed, wanted.Bytes);
        var bytes = packed.AsSpan(0, wanted.Bytes);
        return file!.Read(bytes, wanted.At) == bytes.Length && ArchiveFormat.BlockChecksum(wanted.FirstCommit, bytes) == wanted.Checksum
            ? bytes
            : throw new InvalidDataException("The block's checksum is wrong.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        ArrayPool<byte>.Shared.Return(packed);
        ArrayPool<byte>.Shared.Return(block);
        packed = block = [];
    }

    private void Load(ArchiveFile holder, int ordinal)
    {
        if (ReferenceEquals(opened, holder) && loaded == ordinal)
        {
            return;
        }

        loaded = -1;
        var bytes = ReadPacked(holder, ordinal);
        var wanted = holder.Blocks[ordinal];
        Reserve(ref block, wanted.RawBytes);
        if (!BrotliDecoder.TryDecompress(bytes, block.AsSpan(0, wanted.RawBytes), out var length) || length != wanted.RawBytes)
        {
            throw new InvalidDataException("The block cannot be unpacked.");
        }

        commits.Clear();
        var reader = new ByteReader(block.AsSpan(0, length));
        for (var left = wanted.Commits; left > 0; left--)
        {
            var checksum = reader.Fixed64();
            var payload = reader.Bytes().Length;
            commits.Add((reader.Position - payload, payload, checksum));
        }

        loaded = reader.Remaining == 0 ? ordinal : throw new InvalidDataException("The block holds more bytes than commits.");
    }

    private void Open(ArchiveFile holder)
    {
        if (!ReferenceEquals(opened, holder))
        {
            Close();
            file = archives.Disk.Exists(holder.Path) ? archives.Disk.Open(holder.Path) : throw new InvalidDataException("The file is missing.");
            opened = holder;
        }
    }

    private void Close()
    {
        file?.Dispose();
        (file, opened, loaded) = (null, null, -1);
    }

    private static void Reserve(ref byte[] buffer, int bytes)
    {
        if (buffer.Length < bytes)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(bytes);
        }
    }
}
