using System.Globalization;
using System.Text;

namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>The verbs of <see cref="Formatting"/>, each with the types that it takes.</summary>
internal static class FormatVerbs
{
    /// <summary>Appends a value in the form of a verb; an error, or null.</summary>
    public static Value Append(char verb, int precision, in Value value, StringBuilder output)
    {
        if (verb == 's')
        {
            return FormatText.Append(value, output);
        }

        var text = verb switch
        {
            'd' => Decimal(value),
            'f' => Rounded(value, precision, static (exact, digits) => exact.ToFixed(digits)),
            'e' => Rounded(value, precision, static (exact, digits) => exact.ToScientific(digits)),
            'b' => value.Kind == ValueKind.Bool ? (value.AsBool ? "1" : "0") : Whole(value, static whole => whole.ToString("B", CultureInfo.InvariantCulture)),
            'o' => Whole(value, Octal),
            'x' => Hex(value)?.ToLowerInvariant(),
            _ => Hex(value),
        };
        if (text is null)
        {
            return Value.Error($"%{verb} does not take {CelType.Of(value).WithArticle}");
        }

        output.Append(text);
        return default;
    }

    private static string? Decimal(in Value value) => value.Kind switch
    {
        ValueKind.Double => PlainNumber.Of(value.AsDouble),
        _ => Whole(value, static whole => whole.ToString(CultureInfo.InvariantCulture)),
    };

    private static string? Rounded(in Value value, int precision, Func<DecimalExpansion, int, string> text) => value.Kind switch
    {
        ValueKind.Int => text(DecimalExpansion.OfWhole(value.AsInt), precision),
        ValueKind.Uint => text(DecimalExpansion.OfWhole(value.AsUint), precision),
        ValueKind.Double when double.IsFinite(value.AsDouble) => text(DecimalExpansion.Of(value.AsDouble), precision),
        ValueKind.Double => PlainNumber.Of(value.AsDouble),
        _ => null,
    };

    private static string? Hex(in Value value) => value.Kind switch
    {
        ValueKind.String => Convert.ToHexString(Encoding.UTF8.GetBytes(value.AsString)),
        ValueKind.Bytes => Convert.ToHexString(value.AsBytes.Span),
        _ => Whole(value, static whole => whole.ToString("X", CultureInfo.InvariantCulture)),
    };

    /// <summary>A whole number as minus and digits of its absolute value.</summary>
    private static string? Whole(in Value value, Func<UInt128, string> digits) => value.Kind switch
    {
        ValueKind.Int => (value.AsInt < 0 ? "-" : "") + digits((UInt128)Int128.Abs(value.AsInt)),
        ValueKind.Uint => digits(value.AsUint),
        _ => null,
    };

    private static string Octal(UInt128 whole)
    {
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, (char)('0' + (int)(whole & 7)));
            whole >>= 3;
        }
        while (whole > 0);
        return digits.ToString();
    }
}
