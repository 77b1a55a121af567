using System.Collections.Immutable;
using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Expressions.Checking;

/// <summary>A function or operator: what it does, and for which types.</summary>
internal sealed class Function
{
    /// <summary>A function with overloads as <see cref="Signature.Parse"/> reads them.</summary>
    public Function(string name, Apply apply, params ReadOnlySpan<string> signatures)
    {
        Name = name;
        Apply = apply;
        var parsed = ImmutableArray.CreateBuilder<Signature>();
        foreach (var signature in signatures)
        {
            parsed.Add(Signature.Parse(signature));
        }

        Overloads = parsed.ToImmutable();
    }

    private Function(string name, Apply apply, ImmutableArray<Signature> overloads) => (Name, Apply, Overloads) = (name, apply, overloads);

    /// <summary>A name, behind its namespace where it has one: <c>size</c>, <c>math.abs</c>.</summary>
    public string Name { get; }

    public Apply Apply { get; }

    public ImmutableArray<Signature> Overloads { get; }

    /// <summary>Whether several arguments are gathered into one list, as long as each alone would be taken.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>This with the overloads that another library has for the same name. Each knows its own types and leaves others to the other.</summary>
    public Function With(Function other) => new(
        Name,
        arguments => Apply(arguments) is var result && result.Kind == ValueKind.Error && result.Equals(Errors.NoSuchOverload) ? other.Apply(arguments) : result,
        Overloads.AddRange(other.Overloads));
}
