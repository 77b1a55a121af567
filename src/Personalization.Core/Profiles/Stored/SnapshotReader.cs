using Personalization.Core.Codecs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles.Folding;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Stored;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote; throws <see cref="InvalidDataException"/> on anything else.</summary>
internal ref struct SnapshotReader(ByteReader bytes, Instant start, TextPool shared)
{
    private readonly List<string> texts = [];
    private readonly Instant start = start;
    private readonly TextPool shared = shared;
    private ByteReader bytes = bytes;
    private Stamp last = new(Instant.MinValue, 0);
    private RowKey key = RowKey.Of(0, 0);

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => bytes.Remaining;

    /// <summary>Starts a section.</summary>
    /// <returns>Its number of rows: at least one and at most <paramref name="rowsMax"/>.</returns>
    public int Begin(int rowsMax)
    {
        var rows = bytes.Count();
        Require(rows > 0 && rows <= rowsMax, "A section has no rows or too many.");
        key = RowKey.Of(0, 0);
        return rows;
    }

    public byte Byte() => bytes.Byte();

    public ulong Fixed64() => bytes.Fixed64();

    public long Unsigned()
    {
        var value = bytes.Unsigned();
        Require(value <= long.MaxValue, "A number is too large.");
        return (long)value;
    }

    public int Count()
    {
        var value = bytes.Unsigned();
        Require(value <= int.MaxValue, "A count is too large.");
        return (int)value;
    }

    public Instant Time() => From(bytes.Signed());

    public Stamp Stamp()
    {
        var distance = bytes.Unsigned();
        if (distance > 0)
        {
            Require(distance <= long.MaxValue, "A time is out of range.");
            last = new Stamp(From((long)(distance - 1)), bytes.Fixed64());
        }

        return last;
    }

    /// <summary>The key of a row; its slot is below <paramref name="slots"/>.</summary>
    public RowKey Key(int slots)
    {
        var slot = NextSlot(slots);
        var index = bytes.Signed();
        Require(index is >= RowKey.IndexMin and <= RowKey.IndexMax, "An index is out of range.");
        index += slot == key.Slot ? key.Index : 0;
        Require(index is >= RowKey.IndexMin and <= RowKey.IndexMax, "An index is out of range.");
        key = RowKey.Of(slot, index);
        return key;
    }

    /// <summary>The slot of a row; it is below <paramref name="slots"/>.</summary>
    public int Slot(int slots)
    {
        var slot = NextSlot(slots);
        key = RowKey.Of(slot, 0);
        return slot;
    }

    /// <summary>A slot of rows that are not sorted by it; it is below <paramref name="slots"/>.</summary>
    public int FreeSlot(int slots)
    {
        var slot = bytes.Unsigned();
        Require(slot < (ulong)slots, "A slot is outside of the catalog.");
        return (int)slot;
    }

    public string? Text()
    {
        var reference = bytes.Unsigned();
        switch (reference)
        {
            case 0:
                return null;
            case 1:
                texts.Add(shared.Share(bytes.Text()));
                return texts[^1];
            default:
                Require(reference - 2 < (ulong)texts.Count, "A text is referred to before it is there.");
                return texts[(int)reference - 2];
        }
    }

    public string RequiredText() => Text() ?? throw new InvalidDataException("A text is missing.");

    public Value Value()
    {
        var kind = (ValueKind)bytes.Byte();
        return kind switch
        {
            ValueKind.Null => default,
            ValueKind.Bool => Expressions.Value.Bool(bytes.Byte() != 0),
            ValueKind.Int => Expressions.Value.Int(bytes.Signed()),
            ValueKind.Double => Expressions.Value.Double(bytes.Double()),
            ValueKind.String => Expressions.Value.String(RequiredText()),
            ValueKind.Timestamp => Expressions.Value.Timestamp(Time()),
            _ => throw new InvalidDataException($"No trait is of the type {kind}."),
        };
    }

    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    private int NextSlot(int slots)
    {
        var distance = bytes.Unsigned();
        Require(distance < (ulong)(slots - key.Slot), "A slot is outside of the catalog.");
        return key.Slot + (int)distance;
    }

    private readonly Instant From(long distance)
    {
        // Both bounds of the calendar are far from those of a long, so neither difference overflows.
        Require(
            distance >= Instant.MinValue.UnixMilliseconds - start.UnixMilliseconds && distance <= Instant.MaxValue.UnixMilliseconds - start.UnixMilliseconds,
            "A time is outside of the calendar.");
        return new Instant(start.UnixMilliseconds + distance);
    }
}
