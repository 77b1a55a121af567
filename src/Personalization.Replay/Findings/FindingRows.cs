namespace Personalization.Replay;

/// <summary>Findings as rows for tables and CSV: one for each action that came or went and for each member that differs.</summary>
public static class FindingRows
{
    private const string Served = "served";

    /// <summary>The names of the columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["kind", "decision_id", "subject_kind", "subject_id", "surface", "time", "position", "what", "then", "now", "code", "detail"];

    /// <summary>The rows of a finding, at least one, each with a cell for every column.</summary>
    public static IEnumerable<string[]> Of(ReplayFinding finding) => finding switch
    {
        VerifyFailure failure => failure.Differences.Select(one => Row(finding, one.Member, one.Stored, one.Recomputed, "", "")),
        UnknownCatalog unknown => [Row(finding, "catalog", unknown.Catalog, "", "", "")],
        MissingHistory missing => [Row(finding, $"{SubjectLine.NameOf(missing.Of.Kind)} {missing.Of.Id}", $"version {missing.Version}", "", "", "")],
        DecisionDifference { Changes.Count: 0 } difference => [Row(finding, "order", string.Join(' ', difference.Then), string.Join(' ', difference.Now), "", "")],
        DecisionDifference difference => difference.Changes.Select(one => Row(finding, one.Action, one.Came ? "" : Served, one.Came ? Served : "", one.Code, one.Detail)),
        _ => throw new ArgumentException("There is no such finding.", nameof(finding)),
    };

    private static string[] Row(ReplayFinding finding, string what, string then, string now, string code, string detail) =>
    [
        FindingKinds.Of(finding), finding.DecisionId, SubjectLine.NameOf(finding.Subject.Kind), finding.Subject.Id, finding.Surface, finding.Time.ToString(),
        $"{finding.Position}", what, then, now, code, detail,
    ];
}
