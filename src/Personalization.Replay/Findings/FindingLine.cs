using System.Globalization;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Replay;

/// <summary>The members of a finding's line; null where its kind does not have them.</summary>
internal sealed record FindingLine(
    string Kind,
    string DecisionId,
    SubjectLine Subject,
    string Surface,
    string Time,
    long Position,
    IReadOnlyList<MemberDifference>? Differences = null,
    string? Catalog = null,
    SubjectLine? Of = null,
    long? Version = null,
    IReadOnlyList<string>? Then = null,
    IReadOnlyList<string>? Now = null,
    IReadOnlyList<ActionChange>? Changes = null)
{
    /// <summary>The line of a finding.</summary>
    public static FindingLine From(ReplayFinding finding)
    {
        var line = new FindingLine(
            FindingKinds.Of(finding), finding.DecisionId, SubjectLine.From(finding.Subject), finding.Surface, finding.Time.ToString(), finding.Position);
        return finding switch
        {
            VerifyFailure failure => line with { Differences = failure.Differences },
            UnknownCatalog unknown => line with { Catalog = unknown.Catalog },
            MissingHistory missing => line with { Of = SubjectLine.From(missing.Of), Version = missing.Version },
            DecisionDifference difference => line with { Then = difference.Then, Now = difference.Now, Changes = difference.Changes },
            _ => line,
        };
    }

    /// <summary>The same with no text longer than so many characters; ids of decisions and subjects are short by themselves.</summary>
    public FindingLine CutTo(int charsMax) => this with
    {
        Surface = CutText.To(Surface, charsMax),
        Differences = Differences?.Select(one => new MemberDifference(one.Member, CutText.To(one.Stored, charsMax), CutText.To(one.Recomputed, charsMax))).ToArray(),
        Catalog = Catalog is null ? null : CutText.To(Catalog, charsMax),
        Then = Then?.Select(action => CutText.To(action, charsMax)).ToArray(),
        Now = Now?.Select(action => CutText.To(action, charsMax)).ToArray(),
        Changes = Changes?.Select(one => one with { Action = CutText.To(one.Action, charsMax), Detail = CutText.To(one.Detail, charsMax) }).ToArray(),
    };

    /// <summary>The finding; null where a member is missing.</summary>
    public ReplayFinding? ToFinding(TenantId tenant)
    {
        if (DecisionId is null || Surface is null || Subject?.Key(tenant) is not { } subject
            || !DateTimeOffset.TryParse(Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            return null;
        }

        var time = Instant.From(parsed);
        return Kind switch
        {
            FindingKinds.Different when Differences is not null => new VerifyFailure(DecisionId, subject, Surface, time, Position, Differences),
            FindingKinds.UnknownCatalog when Catalog is not null => new UnknownCatalog(DecisionId, subject, Surface, time, Position, Catalog),
            FindingKinds.MissingHistory when Of?.Key(tenant) is { } of => new MissingHistory(DecisionId, subject, Surface, time, Position, of, Version ?? 0),
            FindingKinds.Changed when Then is not null && Now is not null && Changes is not null => new DecisionDifference(DecisionId, subject, Surface, time, Position, Then, Now, Changes),
            _ => null,
        };
    }
}
