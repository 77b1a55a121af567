using System.Collections.Frozen;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary>All macros.</summary>
internal static class MacroTable
{
    private static readonly FrozenDictionary<string, Macro[]> Macros = new Macro[]
    {
        new HasMacro(),
        new QuantifierMacro("all", LoopKind.All),
        new QuantifierMacro("exists", LoopKind.Exists),
        new QuantifierMacro("exists_one", LoopKind.ExistsOne),
        new QuantifierMacro("existsOne", LoopKind.ExistsOne),
        new FilterMacro(),
        new TransformMacro("map", LoopKind.List, variableCount: 1),
        new TransformMacro("transformList", LoopKind.List, variableCount: 2),
        new TransformMacro("transformMap", LoopKind.Map, variableCount: 2),
        new TransformMacro("transformMapEntry", LoopKind.Entries, variableCount: 2),
        new OptionalMapMacro("optMap", isFlat: false),
        new OptionalMapMacro("optFlatMap", isFlat: true),
        new BindMacro(),
        new BlockMacro(),
        new BlockNameMacro("index", "@index", count: 1),
        new BlockNameMacro("iterVar", "@it", count: 2),
        new BlockNameMacro("accuVar", "@ac", count: 2),
    }.GroupBy(macro => macro.Name, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>The names, for suggestions.</summary>
    public static IEnumerable<string> Names => Macros.Keys;

    /// <summary>The macro that a call is; null where it is none.</summary>
    public static Macro? Find(CallSyntax call) =>
        Macros.TryGetValue(call.Function, out var macros) ? Array.Find(macros, macro => macro.Fits(call)) : null;
}
