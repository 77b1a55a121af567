using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Looks through a write-ahead log before SQLite does: at a damaged frame SQLite would drop all commits behind it without a word.</summary>
/// <remarks>
/// A crash tears the newest transaction only, since each was synced before the next was written. So a bad frame whose transaction is followed by
/// another one's good frame is damage. Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log.
/// </remarks>
internal sealed class LogCheck
{
    private const int HeaderBytes = 32, FrameHeaderBytes = 24, SaltsAt = 8, ChecksumAt = 16;
    private readonly byte[] header;
    private readonly bool isBigEndian;

    private LogCheck(byte[] header)
    {
        this.header = header;
        isBigEndian = (header[3] & 1) != 0;
    }

    /// <summary>Throws <see cref="JournalDamagedException"/> where commits that were synced would be dropped.</summary>
    public static void Run(IDisk disk, string path)
    {
        if (!disk.Exists(path))
        {
            return;
        }

        using var log = disk.Open(path);
        var begin = new byte[HeaderBytes];
        if (log.Read(begin, at: 0) == HeaderBytes)
        {
            new LogCheck(begin).Run(log);
        }
    }

    private void Run(IDiskFile log)
    {
        var pageBytes = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8));
        if (pageBytes is < 512 or > 65_536 || !BitOperations.IsPow2(pageBytes))
        {
            return;
        }

        var frame = new byte[FrameHeaderBytes + pageBytes];
        var before = Stored(header.AsSpan(24));
        long at = 0, damaged = 0;
        var isLater = false;
        while (log.Read(frame, HeaderBytes + (at * frame.Length)) == frame.Length)
        {
            at++;
            var isOurs = frame.AsSpan(SaltsAt, 8).SequenceEqual(header.AsSpan(16, 8));
            var isGood = isOurs && Checksum(frame, before) == Stored(frame.AsSpan(ChecksumAt));
            if (isGood && isLater)
            {
                throw JournalDamagedException.InLog(damaged);
            }

            damaged = isGood || damaged > 0 ? damaged : at;
            isLater |= damaged > 0 && isOurs && BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0;

            // Each frame's checksum goes on from the one before: from what is written there, even where its page is damaged.
            before = Stored(frame.AsSpan(ChecksumAt));
        }
    }

    private static (uint First, uint Second) Stored(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

    private (uint First, uint Second) Checksum(ReadOnlySpan<byte> frame, (uint First, uint Second) before) =>
        Add(frame[FrameHeaderBytes..], Add(frame[..8], before));

    private (uint First, uint Second) Add(ReadOnlySpan<byte> bytes, (uint First, uint Second) sum)
    {
        var isSwapped = isBigEndian == BitConverter.IsLittleEndian;
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        for (var at = 0; at < words.Length; at += 2)
        {
            sum.First += (isSwapped ? BinaryPrimitives.ReverseEndianness(words[at]) : words[at]) + sum.Second;
            sum.Second += (isSwapped ? BinaryPrimitives.ReverseEndianness(words[at + 1]) : words[at + 1]) + sum.First;
        }

        return sum;
    }
}
