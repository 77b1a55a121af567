using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>Something that somebody did or looked at, as the access log keeps it.</summary>
/// <param name="At">When.</param>
/// <param name="Tenant">Whose data it was about.</param>
/// <param name="Caller">Who: a key's id, <c>jwt:</c> and the subject of a token, or <c>cli</c>.</param>
/// <param name="CallerName">The key's label, or the user of the command line; null for none.</param>
/// <param name="Actor">Whom the caller says it acts for, such as a person of support; nobody checks it. Null where it says nothing.</param>
/// <param name="Act">What, such as <c>profile.read</c>.</param>
/// <param name="Kind">What kind of subject it was about; null for none.</param>
/// <param name="SubjectId">Whom it was about; null for nobody, for nobody who is known, and for somebody who was erased since.</param>
/// <param name="About">What else it was about, such as a key's id or a catalog's hash; null for nothing.</param>
/// <param name="Status">How it ended: an HTTP status, or the name of a gRPC status.</param>
public sealed record AccessEntry(
    Instant At, TenantId Tenant, string Caller, string? CallerName, string? Actor, string Act, SubjectKind? Kind, string? SubjectId, string? About, string Status)
{
    /// <summary>How the caller of a token begins.</summary>
    public const string TokenCaller = "jwt:";
}
