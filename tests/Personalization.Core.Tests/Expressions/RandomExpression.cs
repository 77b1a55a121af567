using System.Globalization;

namespace Personalization.Core.Tests.Expressions;

/// <summary>Writes expressions by the grammar: mostly of the right types, over the names of <see cref="Cel"/>. The same seed writes the same.</summary>
internal sealed class RandomExpression(int seed)
{
    private static readonly string[] Kinds = ["bool", "int", "double", "string", "timestamp", "duration", "list", "map", "optional"];

    private readonly Random random = new(seed);
    private readonly List<(string Name, string Kind)> variables = [];

    /// <summary>An expression of any type.</summary>
    public string Any() => Of(Pick(Kinds), 4);

    /// <summary>An expression with some characters changed, left out or doubled.</summary>
    public string Mutated()
    {
        var text = Any();
        for (var times = random.Next(1, 4); times > 0 && text.Length > 0; times--)
        {
            var at = random.Next(text.Length);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)),
                1 => text.Insert(at, Pick("?.[](){}:,!-+*/%<>=&|'\"`x1 ".Select(letter => $"{letter}").ToArray())),
                2 => text.Insert(at, text.Substring(at, Math.Min(random.Next(1, 10), text.Length - at))),
                _ => text[..at],
            };
        }

        return text;
    }

    private string Of(string kind, int depth)
    {
        var known = variables.FindAll(variable => variable.Kind == kind);
        return known.Count > 0 && random.Next(3) == 0 ? Pick(known.ToArray()).Name
            : depth <= 0 ? Leaf(kind)
            : random.Next(8) switch
            {
                0 => Leaf(kind),
                1 => $"({Of("bool", depth - 1)} ? {Of(kind, depth - 1)} : {Of(kind, depth - 1)})",
                2 => Bind(kind, depth),
                3 => $"{OptionalOf(kind, depth - 1)}.orValue({Of(kind, depth - 1)})",
                _ => Call(kind, depth - 1),
            };
    }

    private string Leaf(string kind) => kind switch
    {
        "bool" => Pick("true", "false", "user.active", "has(user.role)"),
        "int" => Pick("0", "1", "-3", "9223372036854775807", "user.count", "2 "),
        "double" => Pick("0.0", "1.5", "-2e300", "user.ratio"),
        "string" => Pick("''", "'a'", "'admin'", "'ü😀'", "user.role"),
        "timestamp" => Pick("now", "timestamp('2026-03-01T09:30:00.5Z')"),
        "duration" => Pick("duration('90m')", "duration('-1.5s')", "user.spent"),
        "list" => Pick("[]", "[1, 2, 3]", "[user.count]"),
        "map" => Pick("{}", "{'a': 1}", "{user.role: user.count, 'b': 2}"),
        _ => Pick("optional.none()", "optional.of(1)", "optional.of(user.count)"),
    };

    private string Call(string kind, int depth) => kind switch
    {
        "bool" => Condition(depth),
        "int" => Pick(
            $"({Of("int", depth)} {Pick("+", "-", "*", "/", "%")} {Of("int", depth)})",
            $"size({Of(Pick("string", "list", "map"), depth)})",
            $"int({Of(Pick("int", "double", "string", "timestamp"), depth)})",
            $"{Of("list", depth)}[{Of("int", depth)}]",
            $"{Of("map", depth)}[{Of("string", depth)}]",
            $"{Of("timestamp", depth)}.{Pick("getHours", "getDayOfWeek", "getFullYear")}({Pick("", "'-08:00'", "'UTC'")})",
            $"{Of("optional", depth)}.value()"),
        "double" => Pick(
            $"({Of("double", depth)} {Pick("+", "-", "*", "/")} {Of("double", depth)})",
            $"double({Of(Pick("int", "double", "string"), depth)})"),
        "string" => Pick(
            $"({Of("string", depth)} + {Of("string", depth)})",
            $"string({Of(Pick("bool", "int", "double", "string", "timestamp", "duration"), depth)})"),
        "timestamp" => $"({Of("timestamp", depth)} {Pick("+", "-")} {Of("duration", depth)})",
        "duration" => Pick($"({Of("timestamp", depth)} - {Of("timestamp", depth)})", $"({Of("duration", depth)} + {Of("duration", depth)})"),
        "list" => Lists(depth),
        "map" => Pick(
            $"{{{Of("string", depth)}: {Of("int", depth)}, ?'z': {Of("optional", depth)}}}",
            Loop("map", depth, (first, second) => $"transformMap({first}, {second}, {Of("bool", depth)}, {Of("int", depth)})", hasTwo: true)),
        _ => Pick(
            $"optional.ofNonZeroValue({Of("int", depth)})",
            $"{Of("list", depth)}[?{Of("int", depth)}]",
            $"{Of("map", depth)}.?a",
            $"{Of("optional", depth)}.or({Of("optional", depth)})"),
    };

    private string Condition(int depth)
    {
        var kind = Pick(Kinds);
        return Pick(
            $"({Of("bool", depth)} && {Of("bool", depth)})",
            $"({Of("bool", depth)} || {Of("bool", depth)})",
            $"!{Of("bool", depth)}",
            $"({Of(kind, depth)} {Pick("==", "!=")} {Of(kind, depth)})",
            Pick("int", "double", "string", "timestamp", "duration") is var ordered ? $"({Of(ordered, depth)} {Pick("<", "<=", ">", ">=")} {Of(ordered, depth)})" : "",
            $"({Of("int", depth)} in {Of("list", depth)})",
            $"({Of("string", depth)} in {Of("map", depth)})",
            $"{Of("string", depth)}.{Pick("startsWith", "endsWith", "contains")}({Of("string", depth)})",
            Loop("list", depth, (first, _) => $"{Pick("all", "exists", "exists_one")}({first}, {Of("bool", depth)})", hasTwo: false),
            $"user.paths.exists(p, p == {Of("string", depth)})");
    }

    private string Lists(int depth) => Pick(
        $"[{Of("int", depth)}, ?{Of("optional", depth)}]",
        $"({Of("list", depth)} + {Of("list", depth)})",
        Loop("list", depth, (first, _) => $"map({first}, {Of("int", depth)})", hasTwo: false),
        Loop("list", depth, (first, _) => $"filter({first}, {Of("bool", depth)})", hasTwo: false));

    private string Loop(string range, int depth, Func<string, string, string> body, bool hasTwo)
    {
        var over = Of(range, depth);
        var first = Declare(range == "map" ? "string" : "int");
        var second = hasTwo ? Declare("int") : "";
        var loop = $"{over}.{body(first, second)}";
        variables.RemoveRange(variables.Count - (hasTwo ? 2 : 1), hasTwo ? 2 : 1);
        return loop;
    }

    private string Bind(string kind, int depth)
    {
        var bound = Pick(Kinds);
        var value = Of(bound, depth - 1);
        var name = Declare(bound);
        var source = $"cel.bind({name}, {value}, {Of(kind, depth - 1)})";
        variables.RemoveAt(variables.Count - 1);
        return source;
    }

    private string OptionalOf(string kind, int depth) => $"optional.of({Of(kind, depth)})";

    private string Declare(string kind)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"v{variables.Count}");
        variables.Add((name, kind));
        return name;
    }

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
