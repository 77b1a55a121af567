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
            return divisor.AsInt == -1 || value.AsInt % divisor.AsInt == 0;
        }

        var (dividend, by) = (ToDouble(value), ToDouble(divisor));
        if (FitsDecimal(dividend) && FitsDecimal(by))
        {
            return decimal.Remainder((decimal)dividend, (decimal)by) == 0;
        }

        return Math.IEEERemainder(dividend, by) == 0;
    }

    /// <summary>The number as a double, rounded where it must be.</summary>
    public static double ToDouble(in Value value) => value.Kind == ValueKind.Double ? value.AsDouble : (double)Whole(value);

    // Decimals hold 28 digits; below the lower bound a double would lose digits or become zero.
    private static bool FitsDecimal(double number) => number == 0 || Math.Abs(number) is < 1e27 and > 1e-12;

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
