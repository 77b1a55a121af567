namespace Personalization.Architecture.Tests;

/// <summary>A type as metadata names it; a nested type counts as the outermost one around it.</summary>
public readonly record struct TypeName(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";
}
