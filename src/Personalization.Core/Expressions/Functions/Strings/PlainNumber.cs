using System.Globalization;

namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>Doubles with the fewest digits that read back as the same number, and never with an exponent: <c>0.000001</c>, <c>3</c>.</summary>
internal static class PlainNumber
{
    public static string Of(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark < 0)
        {
            return text;
        }

        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        var digits = text[sign.Length..mark].Replace(".", "", StringComparison.Ordinal);
        return sign + (exponent < 0
            ? "0." + new string('0', -exponent - 1) + digits
            : digits.PadRight(exponent + 1, '0'));
    }
}
