namespace Personalization.Core.Subjects;

/// <summary>One customer's environment, such as <c>acme/production</c>. Everything belongs to one tenant; the credential names it, never the payload.</summary>
/// <param name="Value">Two lower-case names with a slash between them.</param>
public readonly record struct TenantId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
