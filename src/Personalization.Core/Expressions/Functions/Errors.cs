namespace Personalization.Core.Expressions.Functions;

/// <summary>The errors of evaluation, made once: an expression that fails a million times a second allocates nothing.</summary>
internal static class Errors
{
    public static readonly Value NoSuchOverload = Value.Error("no such overload");
    public static readonly Value NotImplemented = Value.Error("the function is declared only");
    public static readonly Value NoSuchKey = Value.Error("no such key");
    public static readonly Value UnsupportedKeyType = Value.Error("unsupported key type");
    public static readonly Value IndexOutOfRange = Value.Error("index out of range");
    public static readonly Value InvalidIndex = Value.Error("a list is indexed by a whole number");
    public static readonly Value DivisionByZero = Value.Error("division by zero");
    public static readonly Value ModulusByZero = Value.Error("modulus by zero");
    public static readonly Value Overflow = Value.Error("integer overflow");
    public static readonly Value TimestampRange = Value.Error("the timestamp is outside the years 1 to 9999");
    public static readonly Value DurationRange = Value.Error("the duration is outside ±292 years");
    public static readonly Value ConversionRange = Value.Error("the number is outside the range of the type");
    public static readonly Value InvalidUtf8 = Value.Error("the bytes are not valid UTF-8");
    public static readonly Value InvalidTimestamp = Value.Error("a timestamp looks like 2026-03-01T09:30:00Z");
    public static readonly Value InvalidDuration = Value.Error("a duration looks like 72h, 1h30m or 250ms and is within ±292 years");
    public static readonly Value InvalidNumber = Value.Error("the text is not a number of the type");
    public static readonly Value InvalidBool = Value.Error("the text is not a bool");
    public static readonly Value TextTooLong = Value.Error("the text grew too long");
    public static readonly Value ListTooLong = Value.Error("the list grew too long");
    public static readonly Value ValueTooLarge = Value.Error("the value grew too large");
    public static readonly Value ValueTooDeep = Value.Error("the value nests too deep");
    public static readonly Value CostLimit = Value.Error("cost limit exceeded");
    public static readonly Value NoValue = Value.Error("the optional has no value");
    public static readonly Value UnknownTimeZone = Value.Error("unknown time zone");
    public static readonly Value RepeatedKey = Value.Error("a key of the map is repeated");
}
