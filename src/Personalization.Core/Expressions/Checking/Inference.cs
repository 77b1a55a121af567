using System.Collections.Immutable;

namespace Personalization.Core.Expressions.Checking;

/// <summary>
/// Fits types to each other and learns what type parameters stand for on the way: the element type of <c>[]</c> is open until something
/// is put beside it. <c>dyn</c> fits everything. https://github.com/google/cel-spec/blob/master/doc/langdef.md#gradual-type-checking
/// </summary>
/// <remarks>Every public step looks at a bounded number of parts and takes the rest for <c>dyn</c>, which only makes less known.</remarks>
internal sealed class Inference
{
    private readonly Dictionary<string, CelType> learned = new(StringComparer.Ordinal);
    private readonly Stack<(string Name, CelType? Before)> changes = [];
    private int parameters;
    private int steps;

    /// <summary>A type that is not known yet.</summary>
    public CelType Unknown() => CelType.Parameter($"%{parameters++}");

    /// <summary>The type as far as it is known by now.</summary>
    public CelType Resolve(CelType type)
    {
        steps = 0;
        return Replace(type);
    }

    /// <summary>The type in the end: what is not known by then is dyn.</summary>
    public CelType Settle(CelType type) => SettleOpen(Resolve(type));

    /// <summary>Whether a value of one type can stand where the other is wanted. Nothing is learned where it cannot.</summary>
    public bool Fits(CelType given, CelType wanted)
    {
        var mark = changes.Count;
        steps = 0;
        if (Fit(given, wanted))
        {
            return true;
        }

        Forget(mark);
        return false;
    }

    /// <summary>The type of something that is of one of two types: the more general one if they fit each other; else dyn.</summary>
    public CelType Join(CelType left, CelType right) =>
        Fits(left, right) ? Resolve(MoreGeneral(Resolve(left), Resolve(right))) : CelType.Dyn;

    /// <summary>Whether a signature fits, without learning anything from it.</summary>
    public bool Takes(Signature signature, ImmutableArray<CheckedNode> arguments)
    {
        var mark = changes.Count;
        var isFit = ResultOf(signature, arguments) is not null;
        Forget(mark);
        return isFit;
    }

    /// <summary>The result type of a call, or null where the signature does not fit.</summary>
    public CelType? ResultOf(Signature signature, ImmutableArray<CheckedNode> arguments)
    {
        if (signature.Parameters.Length != arguments.Length)
        {
            return null;
        }

        var mark = changes.Count;
        steps = 0;
        var own = new Dictionary<string, CelType>(StringComparer.Ordinal);
        for (var at = 0; at < arguments.Length; at++)
        {
            if (!Fit(arguments[at].Type, Renamed(signature.Parameters[at], own)))
            {
                Forget(mark);
                return null;
            }
        }

        return Resolve(Renamed(signature.Result, own));
    }

    private bool TryStep() => ++steps <= Limits.ExpressionTypeStepsMax;

    private CelType Replace(CelType type)
    {
        if (!TryStep())
        {
            return CelType.Dyn;
        }

        if (type.Kind == CelTypeKind.Parameter)
        {
            return learned.TryGetValue(type.Name, out var known) ? Replace(known) : type;
        }

        return type.HasParameters ? type.With([.. type.Arguments.Select(Replace)]) : type;
    }

    /// <summary>The type with parameters of this one call in place of the signature's.</summary>
    private CelType Renamed(CelType type, Dictionary<string, CelType> own)
    {
        if (type.Kind != CelTypeKind.Parameter)
        {
            return type.HasParameters ? type.With([.. type.Arguments.Select(argument => Renamed(argument, own))]) : type;
        }

        if (!own.TryGetValue(type.Name, out var renamed))
        {
            own[type.Name] = renamed = Unknown();
        }

        return renamed;
    }

    private bool Fit(CelType given, CelType wanted)
    {
        if (!TryStep())
        {
            return true;
        }

        if (wanted.Kind == CelTypeKind.Parameter)
        {
            var isKnown = learned.ContainsKey(wanted.Name);
            if (Learn(wanted, given))
            {
                return true;
            }

            if (isKnown)
            {
                return false;
            }
        }

        if (given.Kind == CelTypeKind.Parameter)
        {
            return Learn(given, wanted);
        }

        return given.Kind == CelTypeKind.Dyn || wanted.Kind == CelTypeKind.Dyn
            || (given.Kind == CelTypeKind.Null && IsNullable(wanted)) || (wanted.Kind == CelTypeKind.Null && IsNullable(given))
            || (given.Kind == CelTypeKind.Type && wanted.Kind == CelTypeKind.Type)
            || FitParts(given, wanted);
    }

    private bool FitParts(CelType given, CelType wanted)
    {
        var areAlike = given.Kind == wanted.Kind && given.Kind != CelTypeKind.Object && given.Arguments.Length == wanted.Arguments.Length
            && string.Equals(given.Name, wanted.Name, StringComparison.Ordinal);
        for (var at = 0; areAlike && at < given.Arguments.Length; at++)
        {
            areAlike = Fit(given.Arguments[at], wanted.Arguments[at]);
        }

        return areAlike;
    }

    /// <summary>Learns that a parameter stands for a type, or for the more general of that and what it stood for so far.</summary>
    private bool Learn(CelType parameter, CelType type)
    {
        if (parameter.IsSame(type))
        {
            return true;
        }

        if (learned.TryGetValue(parameter.Name, out var known))
        {
            if (known.IsSame(type))
            {
                return true;
            }

            var isFit = Fit(type, known);
            _ = isFit && Note(parameter, MoreGeneral(type, known));
            return isFit;
        }

        return type.Kind != CelTypeKind.Object && Note(parameter, type);
    }

    /// <summary>Keeps what was learned, unless the type would then contain itself.</summary>
    private bool Note(CelType parameter, CelType type)
    {
        if (Contains(type, parameter))
        {
            if (steps <= Limits.ExpressionTypeStepsMax)
            {
                return false;
            }

            type = CelType.Dyn;
        }

        changes.Push((parameter.Name, learned.GetValueOrDefault(parameter.Name)));
        learned[parameter.Name] = type;
        return true;
    }

    private bool Contains(CelType type, CelType parameter) => !TryStep() || (type.Kind == CelTypeKind.Parameter
        ? type.IsSame(parameter) || (learned.TryGetValue(type.Name, out var known) && Contains(known, parameter))
        : type.HasParameters && type.Arguments.Any(argument => Contains(argument, parameter)));

    private void Forget(int mark)
    {
        while (changes.Count > mark)
        {
            var (name, before) = changes.Pop();
            if (before is null)
            {
                learned.Remove(name);
            }
            else
            {
                learned[name] = before;
            }
        }
    }

    private static CelType MoreGeneral(CelType left, CelType right) => IsAtLeastAsGeneral(left, right) ? left : right;

    private static bool IsAtLeastAsGeneral(CelType left, CelType right)
    {
        if (left.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter)
        {
            return true;
        }

        if (right.Kind == CelTypeKind.Null && IsNullable(left))
        {
            return true;
        }

        var areAlike = left.Kind == right.Kind && left.Arguments.Length == right.Arguments.Length && string.Equals(left.Name, right.Name, StringComparison.Ordinal);
        for (var at = 0; areAlike && at < left.Arguments.Length; at++)
        {
            areAlike = IsAtLeastAsGeneral(left.Arguments[at], right.Arguments[at]);
        }

        return areAlike;
    }

    /// <summary>Whether null may stand for a value of the type, as for everything that protobuf can leave out.</summary>
    private static bool IsNullable(CelType type) =>
        type.Kind is CelTypeKind.Null or CelTypeKind.Timestamp or CelTypeKind.Duration or CelTypeKind.Opaque;

    private static CelType SettleOpen(CelType type) => type.Kind == CelTypeKind.Parameter ? CelType.Dyn
        : type.HasParameters ? type.With([.. type.Arguments.Select(SettleOpen)])
        : type;
}
