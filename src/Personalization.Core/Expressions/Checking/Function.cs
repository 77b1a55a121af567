using System.Collections.Immutable;
using Personalization.Core.Calendars;
using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Expressions.Checking;

/// <summary>A function or operator: what it does, and for which types.</summary>
internal sealed class Function
{
    private readonly Func<TimeZoneTable, Apply>? inZones;

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

    /// <summary>A function that depends on time zones; without a table it knows UTC and offsets.</summary>
    public Function(string name, Func<TimeZoneTable, Apply> inZones, params ReadOnlySpan<string> signatures)
        : this(name, inZones(TimeZoneTable.UtcOnly), signatures) => this.inZones = inZones;

    /// <summary>A function that is declared only.</summary>
    public Function(string name, ImmutableArray<FunctionDeclaration> declarations)
        : this(
            name,
            _ => Errors.NotImplemented,
            [.. declarations.Select(declaration => new Signature(declaration.IsMethod, declaration.Parameters, declaration.Result))])
    {
    }

    private Function(string name, Apply apply, ImmutableArray<Signature> overloads, Func<TimeZoneTable, Apply>? inZones = null)
    {
        (Name, Apply, Overloads) = (name, apply, overloads);
        this.inZones = inZones;
    }

    /// <summary>A name, behind its namespace where it has one: <c>size</c>, <c>math.abs</c>.</summary>
    public string Name { get; }

    public Apply Apply { get; }

    public ImmutableArray<Signature> Overloads { get; }

    /// <summary>Whether several arguments are gathered into one list, as long as each alone would be taken.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>This with the overloads that another library has for the same name. Each knows its own types and leaves others to the other.</summary>
    public Function With(Function other) => new(
        Name,
        Either(Apply, other.Apply),
        Overloads.AddRange(other.Overloads),
        IsZoned || other.IsZoned ? zones => Either(In(zones).Apply, other.In(zones).Apply) : null);

    /// <summary>Whether it depends on time zones.</summary>
    public bool IsZoned => inZones is not null;

    /// <summary>This with the time zones of a table.</summary>
    public Function In(TimeZoneTable zones) => inZones is null ? this : new(Name, inZones(zones), Overloads, inZones);

    private static Apply Either(Apply first, Apply second) => arguments =>
    {
        var result = first(arguments);
        return result.Kind == ValueKind.Error && result.Equals(Errors.NoSuchOverload) ? second(arguments) : result;
    };
}
