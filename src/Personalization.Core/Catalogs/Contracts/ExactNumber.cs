using System.Globalization;
using System.Numerics;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>A decimal number of any size: digits times a power of ten. Slow, for the few numbers that a decimal cannot hold.</summary>
internal readonly record struct ExactNumber(BigInteger Digits, int Exponent)
{
    /// <summary>The shortest decimal that stands for a number; zero for what is none (NaN, infinities), which JSON cannot say.</summary>
    public static ExactNumber Of(in Value number)
    {
        if (number.Kind != ValueKind.Double)
        {
            return new ExactNumber(number.Kind == ValueKind.Int ? number.AsInt : number.AsUint, 0);
        }

        if (!double.IsFinite(number.AsDouble))
        {
            return default;
        }

        var text = number.AsDouble.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? text : text[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        return new ExactNumber(BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), exponent - fraction);
    }

    /// <summary>Whether the quotient by another number is whole.</summary>
    public bool IsMultipleOf(ExactNumber divisor)
    {
        if (divisor.Digits.IsZero)
        {
            return false;
        }

        // Doubles keep the powers within about 650 digits.
        var common = Math.Min(Exponent, divisor.Exponent);
        var left = Digits * BigInteger.Pow(10, Exponent - common);
        var right = divisor.Digits * BigInteger.Pow(10, divisor.Exponent - common);
        return (left % right).IsZero;
    }
}
