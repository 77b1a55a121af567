namespace Personalization.Core.Catalogs;

/// <summary>A named condition, derived from the profile and now, never stored. Expressions read it as <c>user.segments.id</c> or <c>account.segments.id</c>.</summary>
/// <param name="Id">The segment's name.</param>
/// <param name="Of">Whose: exactly one side.</param>
/// <param name="When">A condition in CEL.</param>
/// <param name="Description">For people; may be empty.</param>
public sealed record SegmentDefinition(string Id, SubjectSide Of, string When, string Description);
