using System.Collections.Immutable;

namespace Personalization.Core.Expressions.Checking;

/// <summary>Fits argument types to the parameter types of one signature and learns its type parameters on the way.</summary>
internal sealed class Unifier
{
    private readonly Dictionary<string, CelType> learned = new(StringComparer.Ordinal);

    /// <summary>The result type of a call, or null where the signature does not fit.</summary>
    public static CelType? ResultOf(Signature signature, ImmutableArray<CheckedNode> arguments)
    {
        if (signature.Parameters.Length != arguments.Length)
        {
            return null;
        }

        var unifier = new Unifier();
        for (var at = 0; at < arguments.Length; at++)
        {
            if (!unifier.Fits(signature.Parameters[at], arguments[at].Type))
            {
                return null;
            }
        }

        return unifier.Resolve(signature.Result);
    }

    /// <summary>The type of something that is of one of two types: theirs, or dyn.</summary>
    public static CelType Join(CelType left, CelType right) => left.IsSame(right) ? left : CelType.Dyn;

    private bool Fits(CelType parameter, CelType argument)
    {
        if (parameter.Kind == CelTypeKind.Parameter)
        {
            if (learned.TryGetValue(parameter.Name, out var known) && known.Kind != CelTypeKind.Dyn)
            {
                return Fits(known, argument);
            }

            learned[parameter.Name] = learned.ContainsKey(parameter.Name) ? CelType.Dyn : argument;
            return argument.Kind != CelTypeKind.Object;
        }

        if (parameter.Kind == CelTypeKind.Dyn || argument.Kind == CelTypeKind.Dyn)
        {
            return true;
        }

        if (parameter.Kind != argument.Kind || parameter.Arguments.Length != argument.Arguments.Length)
        {
            return false;
        }

        for (var at = 0; at < parameter.Arguments.Length; at++)
        {
            if (!Fits(parameter.Arguments[at], argument.Arguments[at]))
            {
                return false;
            }
        }

        return true;
    }

    private CelType Resolve(CelType type) => type.Kind switch
    {
        CelTypeKind.Parameter => learned.GetValueOrDefault(type.Name, CelType.Dyn),
        CelTypeKind.List => CelType.List(Resolve(type.Arguments[0])),
        CelTypeKind.Map => CelType.Map(Resolve(type.Arguments[0]), Resolve(type.Arguments[1])),
        _ => type,
    };
}
