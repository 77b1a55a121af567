using System.Globalization;
using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Expressions;

/// <summary>A dynamically typed, immutable value: what an event property holds and what an expression evaluates to.</summary>
/// <remarks>
/// <see cref="Equals(Value)"/> is identity of type and content (an int never equals a double); CEL's own equality, which
/// compares numbers across types, belongs to the expression engine. Timestamps and durations are exact to the nanosecond;
/// a duration is a signed 64-bit count of them, about ±292 years.
/// </remarks>
public readonly struct Value : IEquatable<Value>
{
    private const int UnitsPerWeight = 64;

    private readonly object? reference;

    /// <summary>The value itself where it fits; of a list its weight.</summary>
    private readonly long bits;

    /// <summary>The rest of a point in time; of a list its depth.</summary>
    private readonly int extra;

    private Value(ValueKind kind, long bits, object? reference, int extra = 0)
    {
        Kind = kind;
        this.bits = bits;
        this.reference = reference;
        this.extra = extra;
    }

    /// <summary>What is held; the accessor of any other kind throws <see cref="InvalidOperationException"/>.</summary>
    public ValueKind Kind { get; }

    /// <summary>The null value, which is also the default of this type.</summary>
    public static Value Null => default;

    /// <summary>Whether this is null.</summary>
    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>The held bool.</summary>
    public bool AsBool => Bits(ValueKind.Bool) != 0;

    /// <summary>The held signed integer.</summary>
    public long AsInt => Bits(ValueKind.Int);

    /// <summary>The held unsigned integer.</summary>
    public ulong AsUint => (ulong)Bits(ValueKind.Uint);

    /// <summary>The held double.</summary>
    public double AsDouble => BitConverter.Int64BitsToDouble(Bits(ValueKind.Double));

    /// <summary>The held text.</summary>
    public string AsString => (string)Reference(ValueKind.String);

    /// <summary>The held bytes.</summary>
    public ReadOnlyMemory<byte> AsBytes => (byte[])Reference(ValueKind.Bytes);

    /// <summary>The held list.</summary>
    public ReadOnlySpan<Value> AsList => (Value[])Reference(ValueKind.List);

    /// <summary>The held map.</summary>
    public ValueMap AsMap => (ValueMap)Reference(ValueKind.Map);

    /// <summary>The held point in time, cut to milliseconds.</summary>
    public Instant AsTimestamp => new(Bits(ValueKind.Timestamp));

    /// <summary>The held point in time, exactly.</summary>
    public CelTimestamp AsCelTimestamp => new(Bits(ValueKind.Timestamp), extra);

    /// <summary>The held length of time, cut to 100 nanoseconds.</summary>
    public TimeSpan AsDuration => TimeSpan.FromTicks(AsNanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>The held length of time in nanoseconds.</summary>
    public long AsNanoseconds => Bits(ValueKind.Duration);

    /// <summary>A bool.</summary>
    public static Value Bool(bool value) => new(ValueKind.Bool, value ? 1 : 0, null);

    /// <summary>A signed integer.</summary>
    public static Value Int(long value) => new(ValueKind.Int, value, null);

    /// <summary>An unsigned integer.</summary>
    public static Value Uint(ulong value) => new(ValueKind.Uint, (long)value, null);

    /// <summary>A double.</summary>
    public static Value Double(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>
    /// A number that came as JSON or as a protobuf <c>Struct</c>: an int where it is integral and within ±2^53, else a double.
    /// Both transports carry the same number, so both must give the same value.
    /// </summary>
    public static Value Number(double value) =>
        Math.Abs(value) <= 9007199254740992 && Math.Truncate(value) == value ? Int((long)value) : Double(value);

    /// <summary>A text.</summary>
    public static Value String(string value) => new(ValueKind.String, 0, value);

    /// <summary>A run of bytes; the array is kept, not copied.</summary>
    public static Value Bytes(byte[] value) => new(ValueKind.Bytes, 0, value);

    /// <summary>A list; the array is kept, not copied.</summary>
    public static Value List(Value[] value)
    {
        long weight = 1;
        var depth = 0;
        foreach (ref readonly var element in value.AsSpan())
        {
            weight += element.Weight;
            depth = Math.Max(depth, element.Depth);
        }

        return new(ValueKind.List, weight, value, depth + 1);
    }

    /// <summary>A map.</summary>
    public static Value Map(ValueMap value) => new(ValueKind.Map, 0, value);

    /// <summary>A point in time.</summary>
    public static Value Timestamp(Instant value) => new(ValueKind.Timestamp, value.UnixMilliseconds, null);

    /// <summary>A point in time to the nanosecond.</summary>
    public static Value Timestamp(CelTimestamp value) => new(ValueKind.Timestamp, value.UnixMilliseconds, null, value.Nanoseconds);

    /// <summary>A length of time; beyond ±292 years it is the longest there is.</summary>
    public static Value Duration(TimeSpan value) => Nanoseconds(
        value.Ticks is > long.MinValue / TimeSpan.NanosecondsPerTick and < long.MaxValue / TimeSpan.NanosecondsPerTick
            ? value.Ticks * TimeSpan.NanosecondsPerTick
            : value < TimeSpan.Zero ? long.MinValue : long.MaxValue);

    /// <summary>A length of time in nanoseconds.</summary>
    public static Value Nanoseconds(long value) => new(ValueKind.Duration, value, null);

    /// <summary>An evaluation error with a sentence that says what went wrong.</summary>
    public static Value Error(string message) => new(ValueKind.Error, 0, message);

    /// <summary>A type as a value.</summary>
    public static Value Type(CelType type) => new(ValueKind.Type, 0, type);

    /// <summary>A value of a type that only its library knows.</summary>
    public static Value Opaque(OpaqueValue value) => new(ValueKind.Opaque, 0, value);

    /// <summary>The held type.</summary>
    public CelType AsType => (CelType)Reference(ValueKind.Type);

    /// <summary>The held value of a library's type.</summary>
    public OpaqueValue AsOpaque => (OpaqueValue)Reference(ValueKind.Opaque);

    /// <summary>
    /// How much there is to walk through or to keep: 1, and for every 64 units of text or bytes another, with all that lists and maps
    /// hold, however often they hold the same thing. What evaluation may spend is counted in this.
    /// </summary>
    internal long Weight => Kind switch
    {
        ValueKind.String => 1 + (((string)reference!).Length / UnitsPerWeight),
        ValueKind.Bytes => 1 + (((byte[])reference!).Length / UnitsPerWeight),
        ValueKind.List => bits,
        ValueKind.Map => ((ValueMap)reference!).Weight,
        ValueKind.Opaque => ((OpaqueValue)reference!).Weight,
        _ => 1,
    };

    /// <summary>How deep it nests: 0, and 1 for every list, map or optional around. Comparing and printing recurse once per level.</summary>
    internal int Depth => Kind switch
    {
        ValueKind.List => extra,
        ValueKind.Map => ((ValueMap)reference!).Depth,
        ValueKind.Opaque => ((OpaqueValue)reference!).Depth,
        _ => 0,
    };

    /// <summary>The sentence of an error.</summary>
    public string AsError => (string)Reference(ValueKind.Error);

    /// <inheritdoc/>
    public bool Equals(Value other)
    {
        if (Kind != other.Kind || bits != other.bits || extra != other.extra)
        {
            return false;
        }

        return Kind switch
        {
            ValueKind.String or ValueKind.Error => string.Equals((string)reference!, (string)other.reference!, StringComparison.Ordinal),
            ValueKind.Bytes => AsBytes.Span.SequenceEqual(other.AsBytes.Span),
            ValueKind.List => AsList.SequenceEqual(other.AsList),
            ValueKind.Map => AsMap.Equals(other.AsMap),
            ValueKind.Type => string.Equals(AsType.Denotation, other.AsType.Denotation, StringComparison.Ordinal),
            ValueKind.Opaque => AsOpaque.IsEqual(other.AsOpaque),
            _ => true,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        ValueKind.String or ValueKind.Error => string.GetHashCode((string)reference!, StringComparison.Ordinal),
        ValueKind.Bytes => AsBytes.Length,
        ValueKind.List => HashCode.Combine(Kind, AsList.Length),
        ValueKind.Map => AsMap.GetHashCode(),
        ValueKind.Type => string.GetHashCode(AsType.Denotation, StringComparison.Ordinal),
        // Both halves: a long's own hash lets anybody choose thousands of numbers with the same one.
        _ => HashCode.Combine(Kind, (int)bits, (int)(bits >> 32)),
    };

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>A short form for messages and debuggers.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Bool => AsBool ? "true" : "false",
        ValueKind.Int => bits.ToString(CultureInfo.InvariantCulture),
        ValueKind.Uint => AsUint.ToString(CultureInfo.InvariantCulture) + "u",
        ValueKind.Double => AsDouble.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.String => AsString,
        ValueKind.Bytes => $"{AsBytes.Length} bytes",
        ValueKind.List => $"list of {AsList.Length}",
        ValueKind.Map => $"map of {AsMap.Count}",
        ValueKind.Timestamp => AsCelTimestamp.ToString(),
        ValueKind.Duration => DurationText.Format(bits),
        ValueKind.Type => AsType.Denotation,
        _ => $"{Kind}: {reference}",
    };

    private long Bits(ValueKind kind) => Kind == kind ? bits : throw NotA(kind);

    private object Reference(ValueKind kind) => Kind == kind ? reference! : throw NotA(kind);

    private InvalidOperationException NotA(ValueKind kind) => new($"The value is a {Kind}, not a {kind}.");
}
