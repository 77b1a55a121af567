using System.Globalization;
using System.Numerics;

namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>
/// The exact decimal value of a finite double or a whole number, for the verbs that round: half-way cases are told from those close to
/// them, and every platform gives the same digits. A double is <c>m · 2^e</c>; where e is negative that is <c>m · 5^-e / 10^-e</c>.
/// </summary>
/// <param name="Digits">The value times ten to the power of the scale, without its sign.</param>
/// <param name="Scale">Digits behind the point.</param>
/// <param name="IsNegative">Whether a minus stands before it, which zero may have too.</param>
internal readonly record struct DecimalExpansion(BigInteger Digits, int Scale, bool IsNegative)
{
    private const int FractionBits = 52, ExponentBias = 1075;
    private const long HiddenBit = 1L << FractionBits;

    public static DecimalExpansion Of(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)((bits >> FractionBits) & 0x7FF);
        BigInteger mantissa = (bits & (HiddenBit - 1)) | (biased == 0 ? 0 : HiddenBit);
        var exponent = Math.Max(biased, 1) - ExponentBias;
        return exponent >= 0
            ? new(mantissa << exponent, 0, bits < 0)
            : new(mantissa * BigInteger.Pow(5, -exponent), -exponent, bits < 0);
    }

    public static DecimalExpansion OfWhole(Int128 whole) => new((BigInteger)Int128.Abs(whole), 0, whole < 0);

    /// <summary><c>[-]ddd.ddd</c> with so many digits behind the point.</summary>
    public string ToFixed(int precision)
    {
        var digits = Text(Round(Digits, Scale - precision)).PadLeft(precision + 1, '0');
        var point = digits.Length - precision;
        return Sign + (precision == 0 ? digits : $"{digits[..point]}.{digits[point..]}");
    }

    /// <summary><c>[-]d.ddde±dd</c> with so many digits behind the point.</summary>
    public string ToScientific(int precision)
    {
        var count = CountOf(Digits);
        var exponent = Digits.IsZero ? 0 : count - 1 - Scale;
        var digits = Text(Round(Digits, count - 1 - precision));
        if (digits.Length > precision + 1 && !Digits.IsZero)
        {
            // Rounding made one more digit: 9.99 became 10.0.
            exponent++;
        }

        var sign = exponent < 0 ? '-' : '+';
        var fraction = precision == 0 ? "" : $".{digits.PadRight(precision + 1, '0').AsSpan(1, precision)}";
        return $"{Sign}{digits[0]}{fraction}e{sign}{Math.Abs(exponent).ToString("D2", CultureInfo.InvariantCulture)}";
    }

    private string Sign => IsNegative ? "-" : "";

    /// <summary>Takes digits off the end, halves to even, or adds zeros where their number is negative.</summary>
    private static BigInteger Round(BigInteger digits, int count)
    {
        if (count <= 0)
        {
            return digits * BigInteger.Pow(10, -count);
        }

        var unit = BigInteger.Pow(10, count);
        var quotient = BigInteger.DivRem(digits, unit, out var rest);
        var half = (rest * 2).CompareTo(unit);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    /// <summary>How many decimal digits a number has. Writing all of them, which may be a thousand, would take longer than all the rest.</summary>
    private static int CountOf(BigInteger digits)
    {
        // 1233 / 4096 is just below the logarithm of 2.
        var count = (int)((digits.GetBitLength() * 1233) >> 12);
        for (var power = BigInteger.Pow(10, count); digits >= power; power *= 10)
        {
            count++;
        }

        return Math.Max(count, 1);
    }

    private static string Text(BigInteger digits) => digits.ToString(CultureInfo.InvariantCulture);
}
