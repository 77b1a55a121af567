using System.Text.Json;

namespace Personalization.Conformance.Cel;

/// <summary>One case: an expression, what it may name, and what must come out.</summary>
/// <param name="Name">Section and case.</param>
/// <param name="Expression">The text of the expression.</param>
/// <param name="Container">The namespace that its names are resolved in; empty for none.</param>
/// <param name="IsChecked">Whether types are checked before it runs.</param>
/// <param name="IsCheckOnly">Whether it is not run at all.</param>
/// <param name="HasMacros">Whether macros are expanded.</param>
/// <param name="Declarations">The declared names: <c>cel.expr.Decl</c>.</param>
/// <param name="Bindings">The values of names: <c>cel.expr.ExprValue</c>.</param>
/// <param name="Matcher">What must come out.</param>
internal sealed record CelCase(
    string Name,
    string Expression,
    string Container,
    bool IsChecked,
    bool IsCheckOnly,
    bool HasMacros,
    IReadOnlyList<JsonElement> Declarations,
    IReadOnlyDictionary<string, JsonElement> Bindings,
    ResultMatcher Matcher)
{
    /// <summary>The cases of a file.</summary>
    public static IEnumerable<CelCase> Of(JsonElement file) =>
        from section in file.Each("section")
        from test in section.Each("test")
        select Read(section.Text("name"), test);

    private static CelCase Read(string section, JsonElement test) => new(
        $"{section}/{test.Text("name")}",
        test.Text("expr"),
        test.Text("container"),
        !test.Flag("disable_check"),
        test.Flag("check_only"),
        !test.Flag("disable_macros"),
        [.. test.Each("type_env")],
        test.Has("bindings", out var bindings)
            ? bindings.EnumerateObject().ToDictionary(binding => binding.Name, binding => binding.Value, StringComparer.Ordinal)
            : new Dictionary<string, JsonElement>(StringComparer.Ordinal),
        ResultMatcher.Read(test));
}
