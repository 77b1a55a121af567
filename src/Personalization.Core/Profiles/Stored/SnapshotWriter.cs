using Personalization.Core.Codecs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Stored;

/// <summary>Writes the words of a stored profile: times from its first event on, stamps and texts that repeat as references.</summary>
internal sealed class SnapshotWriter(ByteWriter bytes, Instant start)
{
    private readonly List<string> texts = [];
    private Stamp last = new(Instant.MinValue, 0);
    private RowKey key = RowKey.Of(0, 0);

    /// <summary>Starts a section: its number of rows.</summary>
    public void Begin(int rows)
    {
        Unsigned(rows);
        key = RowKey.Of(0, 0);
    }

    public void Byte(byte value) => bytes.Byte(value);

    public void Unsigned(long value) => bytes.Unsigned((ulong)value);

    public void Fixed64(ulong value) => bytes.Fixed64(value);

    public void Time(Instant time) => bytes.Signed(time.UnixMilliseconds - start.UnixMilliseconds);

    /// <summary>A stamp, or one byte for the same as the last.</summary>
    public void Stamp(Stamp stamp)
    {
        if (stamp == last)
        {
            bytes.Unsigned(0);
            return;
        }

        bytes.Unsigned((ulong)(stamp.Time.UnixMilliseconds - start.UnixMilliseconds) + 1);
        bytes.Fixed64(stamp.Hash);
        last = stamp;
    }

    /// <summary>The key of a row, as the distance from the row before.</summary>
    public void Key(RowKey next)
    {
        Unsigned(next.Slot - key.Slot);
        bytes.Signed(next.Slot == key.Slot ? next.Index - key.Index : next.Index);
        key = next;
    }

    /// <summary>The slot of a row, as the distance from the row before.</summary>
    public void Slot(int slot)
    {
        Unsigned(slot - key.Slot);
        key = RowKey.Of(slot, 0);
    }

    /// <summary>A text, null, or a reference to one that was written before.</summary>
    public void Text(string? text)
    {
        const int Null = 0, New = 1, FirstReference = 2;
        var known = text is null ? -1 : texts.IndexOf(text);
        bytes.Unsigned((ulong)(text is null ? Null : known < 0 ? New : FirstReference + known));
        if (text is not null && known < 0)
        {
            bytes.Text(text);
            texts.Add(text);
        }
    }

    public void Value(in Value value)
    {
        bytes.Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case ValueKind.Null:
                break;
            case ValueKind.Bool:
                bytes.Byte(value.AsBool ? (byte)1 : (byte)0);
                break;
            case ValueKind.Int:
                bytes.Signed(value.AsInt);
                break;
            case ValueKind.Double:
                bytes.Double(value.AsDouble);
                break;
            case ValueKind.String:
                Text(value.AsString);
                break;
            case ValueKind.Timestamp:
                Time(value.AsTimestamp);
                break;
            default:
                throw new ArgumentException($"No trait is a {value.Kind}.", nameof(value));
        }
    }
}
