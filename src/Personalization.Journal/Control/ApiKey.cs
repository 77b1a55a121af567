using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>A key as it is stored: everything but the key itself.</summary>
/// <param name="Id">What to call it when listing and revoking, such as <c>k_4f7q2m6cax</c>; no secret.</param>
/// <param name="Tenant">Whose key; it names the tenant of every call that is made with it.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="Label">What its maker wrote on it.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Revoked">When it was revoked; null while it is good.</param>
public sealed record ApiKey(string Id, TenantId Tenant, KeyScopes Scopes, string Label, Instant Created, Instant? Revoked);
