using System.Collections.Immutable;

namespace Personalization.Core.Expressions.Checking;

/// <summary>One overload of a function behind a dot of an object, whose arguments are known when the expression is compiled.</summary>
/// <param name="name">The name.</param>
/// <param name="parameters">The types of the arguments.</param>
/// <param name="result">The type of the result.</param>
/// <param name="bind">Makes the field that a call with these arguments reads.</param>
internal sealed class Method(string name, ImmutableArray<CelType> parameters, CelType result, BindCall bind)
{
    public string Name { get; } = name;

    public ImmutableArray<CelType> Parameters { get; } = parameters;

    public CelType Result { get; } = result;

    /// <summary>The field that a call with these arguments reads, or what is wrong with them.</summary>
    public Member? Bind(ImmutableArray<Value> arguments, out ArgumentProblem? problem) => bind(arguments, out problem);

    /// <summary>How it is called, for messages: <c>times(string, duration)</c>.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Parameters)})";
}

/// <summary>Makes the field that a call with these arguments reads.</summary>
internal delegate Member? BindCall(ImmutableArray<Value> arguments, out ArgumentProblem? problem);
