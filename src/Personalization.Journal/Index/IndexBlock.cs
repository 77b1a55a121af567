using Personalization.Core;
using Personalization.Core.Codecs;

namespace Personalization.Journal.Index;

/// <summary>The stored form of some neighbouring entries of a run: what a look-up reads.</summary>
internal static class IndexBlock
{
    /// <summary>Writes entries in their order: differences of subject hashes, versions, commits, id hashes, and a checksum.</summary>
    public static void Write(ByteWriter writer, ReadOnlySpan<IndexEntry> entries, long blockId)
    {
        writer.Clear();
        writer.Unsigned((ulong)entries.Length);
        ulong subject = 0;
        foreach (ref readonly var entry in entries)
        {
            writer.Unsigned(entry.SubjectHash - subject);
            writer.Unsigned((ulong)entry.Version);
            writer.Unsigned((ulong)entry.CommitId);
            writer.Fixed64(entry.EventIdHash);
            subject = entry.SubjectHash;
        }

        writer.Fixed64(StableHash.Of(writer.Written, (ulong)blockId));
    }

    /// <summary>Appends a block's entries to a list. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public static void Read(ReadOnlySpan<byte> block, long blockId, List<IndexEntry> into)
    {
        var body = block.Length > 8 ? block[..^8] : throw new InvalidDataException("The block is too short.");
        if (new ByteReader(block[^8..]).Fixed64() != StableHash.Of(body, (ulong)blockId))
        {
            throw new InvalidDataException("The block's checksum is wrong.");
        }

        var reader = new ByteReader(body);
        ulong subject = 0;
        for (var left = reader.Count(); left > 0; left--)
        {
            subject += reader.Unsigned();
            into.Add(new IndexEntry(subject, (long)reader.Unsigned(), (long)reader.Unsigned(), reader.Fixed64()));
        }
    }
}
