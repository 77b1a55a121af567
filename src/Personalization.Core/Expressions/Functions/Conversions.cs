using System.Globalization;
using System.Text;

namespace Personalization.Core.Expressions.Functions;

/// <summary>The functions that turn a value of one type into one of another.</summary>
internal static class Conversions
{
    private const NumberStyles DecimalNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const double IntEnd = 9223372036854775808.0, UintEnd = 18446744073709551616.0;

    public static Value ToInt(ReadOnlySpan<Value> arguments)
    {
        ref readonly var value = ref arguments[0];
        return value.Kind switch
        {
            ValueKind.Int => value,
            ValueKind.Uint => value.AsUint <= long.MaxValue ? Value.Int((long)value.AsUint) : Errors.ConversionRange,
            ValueKind.Double => value.AsDouble is > -IntEnd and < IntEnd ? Value.Int((long)value.AsDouble) : Errors.ConversionRange,
            ValueKind.String => long.TryParse(Written(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
                ? Value.Int(parsed)
                : Errors.InvalidNumber,
            ValueKind.Timestamp => Value.Int((long)Math.Floor(value.AsCelTimestamp.UnixMilliseconds / 1000m)),
            _ => Errors.NoSuchOverload,
        };
    }

    public static Value ToUint(ReadOnlySpan<Value> arguments)
    {
        ref readonly var value = ref arguments[0];
        return value.Kind switch
        {
            ValueKind.Uint => value,
            ValueKind.Int => value.AsInt >= 0 ? Value.Uint((ulong)value.AsInt) : Errors.ConversionRange,
            ValueKind.Double => value.AsDouble is >= 0 and < UintEnd ? Value.Uint((ulong)value.AsDouble) : Errors.ConversionRange,
            ValueKind.String => ulong.TryParse(Written(value), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
                ? Value.Uint(parsed)
                : Errors.InvalidNumber,
            _ => Errors.NoSuchOverload,
        };
    }

    public static Value ToDouble(ReadOnlySpan<Value> arguments)
    {
        ref readonly var value = ref arguments[0];
        return value.Kind switch
        {
            ValueKind.Double => value,
            ValueKind.Int => Value.Double(value.AsInt),
            ValueKind.Uint => Value.Double(value.AsUint),
            ValueKind.String => double.TryParse(Written(value), DecimalNumber, CultureInfo.InvariantCulture, out var parsed)
                ? Value.Double(parsed)
                : Errors.InvalidNumber,
            _ => Errors.NoSuchOverload,
        };
    }

    public static Value ToText(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.String => arguments[0],
        ValueKind.Bool or ValueKind.Int or ValueKind.Double or ValueKind.Timestamp or ValueKind.Duration => Value.String(arguments[0].ToString()),
        ValueKind.Uint => Value.String(arguments[0].AsUint.ToString(CultureInfo.InvariantCulture)),
        ValueKind.Bytes => Decode(arguments[0].AsBytes.Span),
        _ => Errors.NoSuchOverload,
    };

    public static Value ToBytes(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.Bytes => arguments[0],
        ValueKind.String => Value.Bytes(Encoding.UTF8.GetBytes(arguments[0].AsString)),
        _ => Errors.NoSuchOverload,
    };

    public static Value ToBool(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.Bool => arguments[0],
        ValueKind.String => arguments[0].AsString switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => Value.Bool(true),
            "0" or "f" or "F" or "false" or "FALSE" or "False" => Value.Bool(false),
            _ => Errors.InvalidBool,
        },
        _ => Errors.NoSuchOverload,
    };

    public static Value ToTimestamp(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.Timestamp => arguments[0],
        ValueKind.String => TimestampText.TryParse(arguments[0].AsString, out var parsed) ? Value.Timestamp(parsed) : Errors.InvalidTimestamp,
        ValueKind.Int => FromSeconds(arguments[0].AsInt),
        _ => Errors.NoSuchOverload,
    };

    public static Value ToDuration(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.Duration => arguments[0],
        ValueKind.String => DurationText.TryParse(arguments[0].AsString, out var parsed) ? Value.Nanoseconds(parsed) : Errors.InvalidDuration,
        _ => Errors.NoSuchOverload,
    };

    /// <summary>The type of a value, as a value.</summary>
    public static Value ToType(ReadOnlySpan<Value> arguments) => Value.Type(CelType.Of(arguments[0]));

    /// <summary>Hides the static type of a value, so that only run time decides.</summary>
    public static Value ToDyn(ReadOnlySpan<Value> arguments) => arguments[0];

    /// <summary>The text; nothing where it ends with U+0000, which .NET would take for no part of a number.</summary>
    private static ReadOnlySpan<char> Written(in Value text) => text.AsString.EndsWith('\0') ? "" : text.AsString;

    private static Value FromSeconds(long seconds)
    {
        var isInRange = seconds >= Instant.MinValue.UnixMilliseconds / 1000 && seconds <= Instant.MaxValue.UnixMilliseconds / 1000;
        return isInRange ? Value.Timestamp(new Instant(seconds * 1000)) : Errors.TimestampRange;
    }

    private static Value Decode(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Value.String(Encoding.UTF8.GetString(bytes)) : Errors.InvalidUtf8;
}
