using System.Globalization;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Numbers as JSON sees them: one kind, whatever they are held in.</summary>
internal static class JsonNumber
{
    private const double TwoTo63 = 9223372036854775808.0;

    /// <summary>Whether the value is a number.</summary>
    public static bool IsNumber(in Value value) => value.Kind is ValueKind.Int or ValueKind.Uint or ValueKind.Double;

    /// <summary>Exact order of two numbers: negative, zero or positive; null where one is not a number (NaN), so that every comparison with it fails.</summary>
    public static int? Compare(in Value left, in Value right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Double, ValueKind.Double) => Compare(left.AsDouble, right.AsDouble),
        (ValueKind.Double, _) => -Compare(Whole(right), left.AsDouble),
        (_, ValueKind.Double) => Compare(Whole(left), right.AsDouble),
        _ => Whole(left).CompareTo(Whole(right)),
    };

    /// <summary>Whether the quotient is a whole number.</summary>
    /// <remarks>Decimal where both fit: 0.0075 is a multiple of 0.0001, which binary fractions would deny.</remarks>
    public static bool IsMultiple(in Value value, in Value divisor)
    {
        if (value.Kind == ValueKind.Int && divisor.Kind == ValueKind.Int)
        {
            return value.AsInt % divisor.AsInt == 0;
        }

        return TryReadDecimal(value, out var dividend) && TryReadDecimal(divisor, out var by)
            ? decimal.Remainder(dividend, by) == 0
            : ExactNumber.Of(value).IsMultipleOf(ExactNumber.Of(divisor));
    }

    /// <summary>Reads a count: a whole number from 0 to 2^31 - 1. 2.0 is one to JSON Schema.</summary>
    public static bool TryReadCount(in Value value, out long count)
    {
        var isCount = SchemaTypeNames.Of(value) == SchemaTypes.Integer && ToDouble(value) is >= 0 and <= int.MaxValue;
        count = isCount ? (long)ToDouble(value) : 0;
        return isCount;
    }

    /// <summary>The number as a double, rounded where it must be.</summary>
    public static double ToDouble(in Value value) => value.Kind == ValueKind.Double ? value.AsDouble : (double)Whole(value);

    // The shortest decimal that stands for the double, which is what was written; a cast would keep 15 digits only. Decimals hold 28
    // digits; beyond the bounds some would be lost.
    private static bool TryReadDecimal(in Value value, out decimal number)
    {
        if (value.Kind != ValueKind.Double)
        {
            number = (decimal)Whole(value);
            return true;
        }

        number = 0;
        Span<char> text = stackalloc char[32];
        return (value.AsDouble == 0 || Math.Abs(value.AsDouble) is < 1e27 and > 1e-9)
            && value.AsDouble.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture)
            && decimal.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static Int128 Whole(in Value value) => value.Kind == ValueKind.Int ? value.AsInt : value.AsUint;

    private static int? Compare(double left, double right) => double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    private static int? Compare(Int128 whole, double number)
    {
        if (double.IsNaN(number))
        {
            return null;
        }

        if (number >= 2 * TwoTo63)
        {
            return -1;
        }

        if (number < -TwoTo63)
        {
            return 1;
        }

        var floor = Math.Floor(number);
        var order = whole.CompareTo((Int128)floor);
        return order == 0 && number > floor ? -1 : order;
    }
}
