using System.Text.Json;
using System.Text.RegularExpressions;

namespace Personalization.Conformance.Cel;

/// <summary>
/// Whether a case is about protobuf messages, which this project leaves out. The rule goes by names alone: the case's expression,
/// declarations, bindings or wanted result name a message or enum type of the suite's own packages
/// (<c>cel.expr.conformance.proto2</c> and <c>proto3</c>), a message of <c>google.protobuf</c> other than timestamp and duration,
/// or they make or extend a message. It is asked only about a case that failed: one that passes has passed.
/// </summary>
internal static partial class MessageNeed
{
    public const string Reason = "need protobuf messages";

    public static bool Of(CelCase one) =>
        Expression.IsMatch(Literal.Replace(one.Expression, "''"))
        || one.Declarations.Any(Names)
        || one.Bindings.Values.Any(Names)
        || (one.Matcher.Value is { } value && Names(value))
        || (one.Matcher.Type is { } type && Names(type));

    private static bool Names(JsonElement json) => Written.IsMatch(json.GetRawText());

    /// <summary>Texts and bytes, in whose content names mean nothing.</summary>
    [GeneratedRegex("""
        "{3}(.|\n)*?"{3}|'{3}(.|\n)*?'{3}|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])*'
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal { get; }

    [GeneratedRegex("""
        \b(TestAllTypes|NestedTestAllTypes|TestRequired|NestedEnum|GlobalEnum|cel\.expr\.conformance)\b
        |\bgoogle\.protobuf\.(?!Timestamp\b|Duration\b)
        |\bproto\.(getExt|hasExt)\b
        |\b(?!in\b)[A-Za-z_]\w*\s*\{
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expression { get; }

    [GeneratedRegex("""
        "(type\.googleapis\.com/)?(cel\.expr\.conformance\.|google\.protobuf\.(?!(Timestamp|Duration)"))|"wrapper"|"enum_?[vV]alue"
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written { get; }
}
