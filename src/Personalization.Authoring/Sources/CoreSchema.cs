using System.Globalization;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Sources;

/// <summary>What an unquoted YAML scalar means: the JSON part of YAML 1.2's core schema.</summary>
/// <remarks>
/// https://yaml.org/spec/1.2.2/#103-core-schema without octal, hexadecimal, infinity and NaN, which JSON cannot carry; they stay
/// texts. Unlike YAML 1.1, <c>no</c>, <c>on</c> and <c>12:30</c> are texts too.
/// </remarks>
internal static class CoreSchema
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Resolves an unquoted scalar.</summary>
    public static Value Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => Value.Null,
        "true" or "True" or "TRUE" => Value.Bool(true),
        "false" or "False" or "FALSE" => Value.Bool(false),
        _ when LooksLikeNumber(text) && double.TryParse(text, Number, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            => Value.Number(number),
        _ => Value.String(text),
    };

    private static bool LooksLikeNumber(string text) => char.IsAsciiDigit(text[0]) || (text[0] is '-' or '+' or '.' && text.Length > 1);
}
