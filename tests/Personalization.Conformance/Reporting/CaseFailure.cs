namespace Personalization.Conformance.Reporting;

/// <summary>A case that did not come out as its file says.</summary>
/// <param name="Name">Where it is in the file: section and case.</param>
/// <param name="Source">The expression or schema with its instance.</param>
/// <param name="Expected">What the file wants.</param>
/// <param name="Got">What came out.</param>
public sealed record CaseFailure(string Name, string Source, string Expected, string Got);
