using System.Collections.Frozen;
using Personalization.Core.Expressions.Functions;
using Personalization.Core.Expressions.Libraries;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <summary>All functions and operators that evaluate all their arguments. Each library has its own file in <c>Libraries</c>.</summary>
internal static class Library
{
    private static readonly FrozenDictionary<string, Function> Functions = new[]
    {
        StandardLibrary.Functions,
        MathLibrary.Functions,
        StringLibrary.Functions,
        EncoderLibrary.Functions,
        NetworkLibrary.Functions,
        OptionalLibrary.Functions,
        TimeLibrary.Functions,
    }
        .SelectMany(functions => functions)
        .GroupBy(function => function.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Aggregate((first, second) => first.With(second)), StringComparer.Ordinal);

    private static readonly string[] Namespaces =
        [.. CallableNames.Where(name => name.Contains('.', StringComparison.Ordinal)).Select(name => name[..name.LastIndexOf('.')]).Distinct(StringComparer.Ordinal)];

    /// <summary><c>has(map.key)</c>: written like a macro, but an ordinary function over a map and a key.</summary>
    public static Function HasKey { get; } = new("has", Collections.Has, "(map(string, A), string) -> bool");

    /// <summary><c>map.key</c></summary>
    public static Function Index => Functions[Operators.Index];

    /// <summary><c>map.?key</c></summary>
    public static Function OptionalIndex => Functions[Operators.OptionalIndex];

    /// <summary><c>optional.of(x)</c></summary>
    public static Function OptionalOf => Functions["optional.of"];

    /// <summary>The names that can be called, for suggestions.</summary>
    public static IEnumerable<string> CallableNames => Functions.Keys.Where(name => char.IsAsciiLetter(name[0]));

    /// <summary>Whether functions stand behind a name and a dot: <c>math</c>.</summary>
    public static bool HasNamespace(string name) => Array.Exists(Namespaces, space => string.Equals(space, name, StringComparison.Ordinal));

    /// <summary>Finds a function or operator.</summary>
    public static bool TryFind(string name, out Function function) => Functions.TryGetValue(name, out function!);
}
