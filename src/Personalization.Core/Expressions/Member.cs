namespace Personalization.Core.Expressions;

/// <summary>A name that expressions may use: by itself, or behind a dot of an object.</summary>
internal class Member(string name, CelType type)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The static type; an <see cref="ObjectType"/> where the member has members itself.</summary>
    public CelType Type { get; } = type;

    /// <summary>Why the name may not be used here although it exists elsewhere; null where it may.</summary>
    public string? Refusal { get; init; }
}
