using System.Collections.Frozen;

namespace Personalization.Core.Expressions.Checking;

/// <summary>The types that an expression can name: <c>type(x) == int</c>.</summary>
internal static class TypeNames
{
    private static readonly FrozenDictionary<string, CelType> Types = new[]
    {
        CelType.Null, CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration,
        CelType.List(CelType.Dyn), CelType.Map(CelType.Dyn, CelType.Dyn), CelType.TypeOf(CelType.Dyn), CelType.Optional(CelType.Dyn),
        CelType.Opaque("net.IP"), CelType.Opaque("net.CIDR"),
    }.ToFrozenDictionary(type => type.Denotation, StringComparer.Ordinal);

    /// <summary>Finds a type by its denotation.</summary>
    public static bool TryFind(string name, out CelType type) => Types.TryGetValue(name, out type!);
}
