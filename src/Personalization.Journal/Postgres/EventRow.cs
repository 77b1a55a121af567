using Npgsql;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;

namespace Personalization.Journal.Postgres;

/// <summary>A stored event as a query gives it: <see cref="Columns"/>, in that order.</summary>
internal readonly record struct EventRow(long Subject, long Version, ulong Xid, int Ordinal, Event Event)
{
    /// <summary>Bits of a position below the transaction; a commit holds fewer events.</summary>
    public const int OrdinalBits = 20;

    /// <summary>What a query selects.</summary>
    public const string Columns = "subject, version, xid, ordinal, payload";

    /// <summary>Its place in the feed.</summary>
    public long Position => ((long)Xid << OrdinalBits) | (uint)Ordinal;

    /// <summary>Reads the current row.</summary>
    /// <exception cref="JournalDamagedException">The bytes are no event.</exception>
    public static EventRow Read(NpgsqlDataReader row, TextCache texts)
    {
        var (subject, version) = (row.GetInt64(0), row.GetInt64(1));
        try
        {
            var bytes = new ByteReader(row.GetFieldValue<byte[]>(4));
            var read = EventCodec.Read(ref bytes, texts);
            return bytes.Remaining == 0
                ? new EventRow(subject, version, row.GetFieldValue<ulong>(2), row.GetInt32(3), read)
                : throw new InvalidDataException("Bytes follow the event.");
        }
        catch (InvalidDataException damage)
        {
            throw JournalDamagedException.InTable(subject, version, damage.Message, damage);
        }
    }

    /// <summary>The event as readers of the journal get it.</summary>
    public StoredEvent Of(in SubjectKey subject) => new(Position, subject, Version, Event);
}
