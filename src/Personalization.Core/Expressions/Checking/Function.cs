using System.Collections.Immutable;

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

    public string Name { get; }

    public Apply Apply { get; }

    public ImmutableArray<Signature> Overloads { get; }
}
