namespace Personalization.Core.Audiences;

/// <summary>Why somebody is not in an audience: the first condition of its conjunction that is false or cannot be evaluated.</summary>
/// <param name="Conjunct">The condition's own text.</param>
/// <param name="IsError">Whether it could not be evaluated, rather than being false.</param>
/// <param name="Detail">The condition with what was found instead, such as <c>account.meters.runs.ratio >= 0.8 was 0.42</c>.</param>
public sealed record AudienceExplanation(string Conjunct, bool IsError, string Detail);
