using System.Text.RegularExpressions;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>Something that is not as it was sealed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed partial record AuditFinding(AuditFindingKind Kind, string Message)
{
    /// <summary>Whose chain; null where it concerns the journal or the file as a whole.</summary>
    public TenantId? Tenant { get; init; }

    /// <summary>The decision's number in its tenant's chain; null where there is none.</summary>
    public long? Decision { get; init; }

    /// <summary>The place in the journal's feed, or null.</summary>
    public long? Position { get; init; }

    /// <summary>The block of the chain, or null.</summary>
    public long? Block { get; init; }

    /// <summary>The commit of the journal, or null.</summary>
    public long? Commit { get; init; }

    /// <summary>Whose decision it is, where the journal still says so.</summary>
    public SubjectKey? Subject { get; init; }

    /// <summary>The stable code of <see cref="Kind"/>: <c>decision_edited</c>.</summary>
    public string Code => Capital.Replace(Kind.ToString(), one => (one.Index == 0 ? "" : "_") + one.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]", RegexOptions.NonBacktracking)]
    private static partial Regex Capital { get; }
}
