namespace Personalization.Core.Audiences;

/// <summary>A compiled condition on who something is for. Immutable; safe for any number of threads.</summary>
public sealed class Audience
{
    internal Audience(string source) => Source = source;

    /// <summary>The condition as it was written.</summary>
    public string Source { get; }

    /// <summary>Whether the condition holds. A condition that cannot be evaluated does not hold. Allocates nothing.</summary>
    public bool Matches(in AudienceContext context) => throw new NotSupportedException();

    /// <summary>Why the condition does not hold; null where it does. May allocate.</summary>
    public AudienceExplanation? Explain(in AudienceContext context) => throw new NotSupportedException();
}
