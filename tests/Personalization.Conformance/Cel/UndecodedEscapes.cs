using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>
/// The suite is written in protobuf's text format, whose escapes include <c>\uHHHH</c>, <c>\UHHHHHHHH</c> and <c>\?</c>; the official runners
/// decode them. Protobuf for Python (seen in 4.21) does not, so in JSON made with it they stand in wanted values as they were written.
/// https://protobuf.dev/reference/protobuf/textformat-spec/#string
/// </summary>
internal static partial class UndecodedEscapes
{
    /// <summary>A wanted text or bytes with what was left undecoded decoded.</summary>
    public static Value Decode(in Value value) => value.Kind switch
    {
        ValueKind.String => Value.String(Decode(value.AsString)),
        ValueKind.Bytes => Value.Bytes(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(value.AsBytes.Span).Replace(@"\?", "?"))),
        _ => value,
    };

    private static string Decode(string text) => Escape.Replace(text, escape =>
    {
        var code = escape.Value == @"\?" ? '?' : int.Parse(escape.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return Rune.IsValid(code) ? new Rune(code).ToString() : escape.Value;
    });

    [GeneratedRegex(@"\\u[0-9a-fA-F]{4}|\\U00[0-9a-fA-F]{6}|\\\?", RegexOptions.NonBacktracking)]
    private static partial Regex Escape { get; }
}
