using System.Buffers.Binary;
using Personalization.Core;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite.Marks;

/// <summary>The newest commit that was acknowledged, kept beside the journal: without it a journal that lost its end looks like one that never had more.</summary>
/// <param name="CommitId">The commit, from 1.</param>
/// <param name="Checksum">Its checksum; <see cref="AnyChecksum"/> while the commit is rewritten.</param>
internal readonly record struct AcknowledgementMark(long CommitId, ulong Checksum)
{
    /// <summary>In the place of a checksum: the commit must be there, whatever it holds.</summary>
    public const ulong AnyChecksum = 0;

    /// <summary>Bytes of a mark.</summary>
    public const int Bytes = 24;

    /// <summary>Writes it down with a checksum of its own.</summary>
    public void Encode(Span<byte> into)
    {
        BinaryPrimitives.WriteInt64LittleEndian(into, CommitId);
        BinaryPrimitives.WriteUInt64LittleEndian(into[8..], Checksum);
        BinaryPrimitives.WriteUInt64LittleEndian(into[16..], StableHash.Of(into[..16]));
    }

    /// <summary>Reads one; null where it was torn or damaged, or there never was one.</summary>
    public static AcknowledgementMark? Decode(ReadOnlySpan<byte> from)
    {
        var mark = new AcknowledgementMark(BinaryPrimitives.ReadInt64LittleEndian(from), BinaryPrimitives.ReadUInt64LittleEndian(from[8..]));
        return mark.CommitId > 0 && BinaryPrimitives.ReadUInt64LittleEndian(from[16..]) == StableHash.Of(from[..16]) ? mark : null;
    }

    /// <summary>The mark in a file; null where there is none that is whole.</summary>
    public static AcknowledgementMark? Read(IDisk disk, string path)
    {
        if (!disk.Exists(path))
        {
            return null;
        }

        using var file = new MarkFile(disk, path);
        return file.Newest;
    }

    /// <summary>Writes it into a file beside what stands there, without a sync.</summary>
    public void Overwrite(IDisk disk, string path)
    {
        using var file = new MarkFile(disk, path);
        file.Set(this);
    }

    /// <summary>Makes a file anew that holds this mark alone, synced.</summary>
    public void Write(IDisk disk, string path)
    {
        disk.Delete(path);
        using var file = new MarkFile(disk, path);
        file.Set(this);
        file.Sync();
    }
}
