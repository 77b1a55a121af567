namespace Personalization.Core.Catalogs;

/// <summary>A lifecycle stage: derived from the profile and now, never stored. The first whose condition holds is the stage.</summary>
/// <param name="Id">The stage's name.</param>
/// <param name="Of">Whose stage: exactly one side.</param>
/// <param name="When">A condition in CEL.</param>
public sealed record StageDefinition(string Id, SubjectSide Of, string When);
