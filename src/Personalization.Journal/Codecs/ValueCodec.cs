using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Expressions;

namespace Personalization.Journal.Codecs;

/// <summary>The stored form of a <see cref="Value"/>: one byte for its kind, then its content.</summary>
public static class ValueCodec
{
    /// <summary>Writes a value. Throws <see cref="ArgumentException"/> for what no event can hold: errors, types, nesting deeper than <see cref="Limits.ValueDepthMax"/>.</summary>
    public static void Write(ByteWriter writer, Value value) => Write(writer, value, 0);

    /// <summary>Writes the entries of a map in their order.</summary>
    public static void WriteMap(ByteWriter writer, ValueMap map) => WriteMap(writer, map, 0);

    /// <summary>Reads a value. Throws <see cref="InvalidDataException"/> on what <see cref="Write(ByteWriter, Value)"/> cannot have written.</summary>
    public static Value Read(ref ByteReader reader, TextCache texts) => Read(ref reader, texts, 0);

    /// <summary>Reads what <see cref="WriteMap(ByteWriter, ValueMap)"/> wrote.</summary>
    public static ValueMap ReadMap(ref ByteReader reader, TextCache texts) => ReadMap(ref reader, texts, 0);

    private static void Write(ByteWriter writer, Value value, int depth)
    {
        writer.Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case ValueKind.Null: break;
            case ValueKind.Bool: writer.Byte(value.AsBool ? (byte)1 : (byte)0); break;
            case ValueKind.Int: writer.Signed(value.AsInt); break;
            case ValueKind.Uint: writer.Unsigned(value.AsUint); break;
            case ValueKind.Double: writer.Double(value.AsDouble); break;
            case ValueKind.String: writer.Text(value.AsString); break;
            case ValueKind.Bytes: writer.Bytes(value.AsBytes.Span); break;
            case ValueKind.Timestamp: writer.Signed(value.AsTimestamp.UnixMilliseconds); break;
            case ValueKind.Duration: writer.Signed((long)value.AsDuration.TotalMilliseconds); break;
            case ValueKind.List: WriteList(writer, value.AsList, depth + 1); break;
            case ValueKind.Map: WriteMap(writer, value.AsMap, depth + 1); break;
            default: throw new ArgumentException($"An event cannot hold a value of kind {value.Kind}.", nameof(value));
        }
    }

    private static void WriteList(ByteWriter writer, ReadOnlySpan<Value> list, int depth)
    {
        RequireDepth(depth);
        writer.Unsigned((ulong)list.Length);
        foreach (ref readonly var item in list)
        {
            Write(writer, item, depth);
        }
    }

    private static void WriteMap(ByteWriter writer, ValueMap map, int depth)
    {
        RequireDepth(depth);
        writer.Unsigned((ulong)map.Count);
        foreach (ref readonly var entry in map.Entries)
        {
            if (!IsKey(entry.Key.Kind))
            {
                throw new ArgumentException($"A map key cannot be of kind {entry.Key.Kind}.", nameof(map));
            }

            Write(writer, entry.Key, depth);
            Write(writer, entry.Value, depth);
        }
    }

    private static Value Read(ref ByteReader reader, TextCache texts, int depth)
    {
        var kind = (ValueKind)reader.Byte();
        return kind switch
        {
            ValueKind.Null => Value.Null,
            ValueKind.Bool => Value.Bool(ReadBool(ref reader)),
            ValueKind.Int => Value.Int(reader.Signed()),
            ValueKind.Uint => Value.Uint(reader.Unsigned()),
            ValueKind.Double => Value.Double(reader.Double()),
            ValueKind.String => Value.String(texts.Get(reader.Bytes())),
            ValueKind.Bytes => Value.Bytes(reader.Bytes().ToArray()),
            ValueKind.Timestamp => Value.Timestamp(new Instant(reader.Signed())),
            ValueKind.Duration => Value.Duration(ReadDuration(ref reader)),
            ValueKind.List => Value.List(ReadList(ref reader, texts, depth + 1)),
            ValueKind.Map => Value.Map(ReadMap(ref reader, texts, depth + 1)),
            _ => throw new InvalidDataException($"No stored value is of kind {(byte)kind}."),
        };
    }

    private static Value[] ReadList(ref ByteReader reader, TextCache texts, int depth)
    {
        RequireStoredDepth(depth);
        var list = new Value[reader.Count()];
        for (var at = 0; at < list.Length; at++)
        {
            list[at] = Read(ref reader, texts, depth);
        }

        return list;
    }

    private static ValueMap ReadMap(ref ByteReader reader, TextCache texts, int depth)
    {
        RequireStoredDepth(depth);
        var count = reader.Count();
        if (count == 0)
        {
            return ValueMap.Empty;
        }

        var entries = new KeyValuePair<Value, Value>[count];
        for (var at = 0; at < count; at++)
        {
            var key = Read(ref reader, texts, depth);
            entries[at] = IsKey(key.Kind)
                ? new(key, Read(ref reader, texts, depth))
                : throw new InvalidDataException($"A map key cannot be of kind {key.Kind}.");
        }

        try
        {
            return new ValueMap(entries);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException("A map holds a key twice.", e);
        }
    }

    private static bool ReadBool(ref ByteReader reader) => reader.Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new InvalidDataException($"A bool is 0 or 1, not {other}."),
    };

    private static TimeSpan ReadDuration(ref ByteReader reader)
    {
        var milliseconds = reader.Signed();
        return Math.Abs(milliseconds / 2) <= (long)TimeSpan.MaxValue.TotalMilliseconds / 2
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new InvalidDataException("A duration is longer than a duration can be.");
    }

    private static bool IsKey(ValueKind kind) => kind is ValueKind.Bool or ValueKind.Int or ValueKind.Uint or ValueKind.String;

    private static void RequireDepth(int depth)
    {
        if (depth > Limits.ValueDepthMax)
        {
            throw new ArgumentException($"A value nests deeper than {Limits.ValueDepthMax} levels.");
        }
    }

    private static void RequireStoredDepth(int depth)
    {
        if (depth > Limits.ValueDepthMax)
        {
            throw new InvalidDataException($"A stored value nests deeper than {Limits.ValueDepthMax} levels.");
        }
    }
}
