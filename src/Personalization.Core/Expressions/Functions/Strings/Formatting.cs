using System.Globalization;
using System.Text;

namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>
/// <c>text.format(list)</c>: every <c>%[.precision]verb</c> stands for the next element of the list.
/// https://github.com/google/cel-spec/blob/master/doc/extensions/strings.md
/// </summary>
internal static class Formatting
{
    private const int DefaultPrecision = 6;
    private static readonly Value Cut = Value.Error("a % stands before a verb, or another % for itself");
    private static readonly Value InvalidPrecision = Value.Error($"a precision is a dot and a number up to {Limits.FormatPrecisionMax}");
    private static readonly Value NoPrecision = Value.Error("only %f and %e take a precision");

    public static Value Format(ReadOnlySpan<Value> arguments)
    {
        if (arguments is not [{ Kind: ValueKind.String }, { Kind: ValueKind.List }])
        {
            return Errors.NoSuchOverload;
        }

        var output = new StringBuilder();
        var rest = arguments[0].AsString.AsSpan();
        var values = arguments[1].AsList;
        var used = 0;
        while (rest.IndexOf('%') is var percent && percent >= 0)
        {
            output.Append(rest[..percent]);
            rest = rest[(percent + 1)..];
            if (rest is ['%', ..])
            {
                output.Append('%');
                rest = rest[1..];
            }
            else if (TakeClause(ref rest, values, ref used, output) is { Kind: ValueKind.Error } error)
            {
                return error;
            }

            if (output.Length > Limits.ExpressionTextMax)
            {
                return Errors.TextTooLong;
            }
        }

        return output.Length + rest.Length > Limits.ExpressionTextMax ? Errors.TextTooLong : Value.String(output.Append(rest).ToString());
    }

    /// <summary>Formats what a clause asks for, the percent sign taken; an error, or null.</summary>
    private static Value TakeClause(ref ReadOnlySpan<char> rest, ReadOnlySpan<Value> values, ref int used, StringBuilder output)
    {
        int? precision = null;
        if (rest is ['.', ..])
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9') is var end && end >= 0 ? end : rest.Length - 1;
            if (!int.TryParse(rest.Slice(1, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > Limits.FormatPrecisionMax)
            {
                return InvalidPrecision;
            }

            precision = number;
            rest = rest[(digits + 1)..];
        }

        if (rest.IsEmpty)
        {
            return Cut;
        }

        var verb = rest[0];
        rest = rest[1..];
        if (!"sdfeboxX".Contains(verb, StringComparison.Ordinal))
        {
            return Value.Error($"there is no verb %{verb}; there are %s %d %f %e %b %o %x %X");
        }

        if (precision is not null && verb is not ('f' or 'e'))
        {
            return NoPrecision;
        }

        return used == values.Length
            ? Value.Error($"index {used} out of range: the list has too few elements for the text")
            : FormatVerbs.Append(verb, precision ?? DefaultPrecision, values[used++], output);
    }
}
