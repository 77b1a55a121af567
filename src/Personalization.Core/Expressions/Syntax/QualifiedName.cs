namespace Personalization.Core.Expressions.Syntax;

/// <summary>A name with dots in it, as far as an expression consists of nothing else.</summary>
/// <param name="Text">The whole name.</param>
/// <param name="Root">What stands before the first dot.</param>
/// <param name="IsAbsolute">Whether a dot stands before it.</param>
internal readonly record struct QualifiedName(string Text, string Root, bool IsAbsolute)
{
    /// <summary>The name that an expression is, or null.</summary>
    public static QualifiedName? Of(SyntaxNode syntax) => syntax switch
    {
        NameSyntax name => new QualifiedName(name.Name, name.Name, name.IsAbsolute),
        SelectSyntax { IsPresence: false, IsOptional: false } select when Of(select.Operand) is { } operand =>
            operand with { Text = $"{operand.Text}.{select.Field}" },
        _ => null,
    };
}
