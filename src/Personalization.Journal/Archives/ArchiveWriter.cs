using System.Buffers;
using System.IO.Compression;
using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Archives;

/// <summary>Writes commits that follow each other into a new archive, under a name that does not count until it is whole and synced.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    /// <summary>A level above which the files hardly become smaller and the time doubles.</summary>
    private const int Quality = 5, WindowBits = 22;

    private readonly IDisk disk;
    private readonly string folder;
    private readonly IDiskFile file;
    private readonly int blockBytesMax;
    private readonly List<ArchiveBlock> blocks = [];
    private readonly ByteWriter block = new();
    private readonly long firstCommit;
    private long at = ArchiveFormat.HeaderBytes, next, events;
    private Instant newestReceived = Instant.MinValue;
    private int commits;

    /// <summary>Begins a file in a folder, which is made where it is missing.</summary>
    public ArchiveWriter(IDisk disk, string folder, long firstCommit, int blockBytesMax = Limits.ArchiveBlockBytesMax)
    {
        this.disk = disk;
        this.folder = folder;
        this.blockBytesMax = blockBytesMax;
        next = this.firstCommit = firstCommit;
        disk.MakeFolder(folder);
        var unfinished = UnfinishedPath(folder, firstCommit);
        disk.Delete(unfinished);
        file = disk.Open(unfinished);
        block.Raw(ArchiveFormat.Mark);
        block.Byte(ArchiveFormat.Version);
        file.Write(block.Written, 0);
        block.Clear();
    }

    /// <summary>How many commits it has.</summary>
    public long Commits => next - firstCommit;

    /// <summary>How many bytes it has so far.</summary>
    public long Bytes => at + block.Length;

    /// <summary>Adds the next commit.</summary>
    public void Add(ulong checksum, ReadOnlySpan<byte> payload)
    {
        if (commits > 0 && block.Length + payload.Length > blockBytesMax)
        {
            Pack();
        }

        block.Fixed64(checksum);
        block.Bytes(payload);
        commits++;
        next++;
    }

    /// <summary>Adds a block of another archive as it is.</summary>
    public void Add(in ArchiveBlock packed, ReadOnlySpan<byte> bytes)
    {
        Pack();
        file.Write(bytes, at);
        blocks.Add(packed with { At = at });
        at += bytes.Length;
        next += packed.Commits;
    }

    /// <summary>Says what events the commits have.</summary>
    public void Count(long more, Instant newest)
    {
        events += more;
        newestReceived = newest > newestReceived ? newest : newestReceived;
    }

    /// <summary>Ends the file, waits until it is on the disk and gives it its name; one with the same commits is replaced.</summary>
    public ArchiveFile Finish()
    {
        var finished = Complete();
        Place(disk, finished);
        return finished;
    }

    /// <summary>Gives a complete file its name.</summary>
    public static void Place(IDisk disk, ArchiveFile complete) => disk.Move(UnfinishedPath(Path.GetDirectoryName(complete.Path)!, complete.FirstCommit), complete.Path);

    /// <summary>Ends the file and waits until it is on the disk; it counts once <see cref="Place"/> has given it the name that the result says.</summary>
    public ArchiveFile Complete()
    {
        Pack();
        ArchiveFooter.Write(block, blocks, events, newestReceived, at);
        file.Write(block.Written, at);
        file.Sync();
        file.Dispose();
        var path = Path.Combine(folder, ArchiveFormat.NameOf(firstCommit, next - 1));
        return new ArchiveFile(path, [.. blocks], events, newestReceived, at + block.Length);
    }

    /// <summary>Closes the file; what was not finished is deleted at the next start.</summary>
    public void Dispose()
    {
        file.Dispose();
        block.Dispose();
    }

    private static string UnfinishedPath(string folder, long firstCommit) =>
        Path.Combine(folder, ArchiveFormat.Unfinished(ArchiveFormat.NameOf(firstCommit, firstCommit)));

    private void Pack()
    {
        if (commits == 0)
        {
            return;
        }

        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(block.Length));
        try
        {
            if (!BrotliEncoder.TryCompress(block.Written, packed, out var bytes, Quality, WindowBits))
            {
                throw new InvalidOperationException("The packed form of a block is longer than Brotli's bound says.");
            }

            var first = next - commits;
            file.Write(packed.AsSpan(0, bytes), at);
            blocks.Add(new ArchiveBlock(first, commits, at, bytes, block.Length, ArchiveFormat.BlockChecksum(first, packed.AsSpan(0, bytes))));
            at += bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }

        block.Clear();
        commits = 0;
    }
}
