using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions.Strings;

namespace Personalization.Core.Expressions.Libraries;

/// <summary>The extension <c>strings</c>. Positions and lengths count code points. https://github.com/google/cel-go/blob/master/ext/README.md#strings</summary>
internal static class StringLibrary
{
    private const string Change = "string.() -> string";

    private static readonly string[] Find = ["string.(string) -> int", "string.(string, int) -> int"];

    public static Function[] Functions { get; } =
    [
        new("charAt", Cutting.CharAt, "string.(int) -> string"),
        new("substring", Cutting.Substring, "string.(int) -> string", "string.(int, int) -> string"),
        new("trim", Cutting.Trim, Change),
        new("indexOf", Finding.IndexOf, Find),
        new("lastIndexOf", Finding.LastIndexOf, Find),
        new("replace", Replacing.Replace, "string.(string, string) -> string", "string.(string, string, int) -> string"),
        new("lowerAscii", Casing.Lower, Change),
        new("upperAscii", Casing.Upper, Change),
        new("reverse", Reversing.Reverse, Change),
        new("join", Joining.Join, "list(string).() -> string", "list(string).(string) -> string"),
        new("split", Splitting.Split, "string.(string) -> list(string)", "string.(string, int) -> list(string)"),
        new("strings.quote", Quoting.Quote, "(string) -> string"),
        new("format", Formatting.Format, "string.(list(dyn)) -> string"),
    ];
}
