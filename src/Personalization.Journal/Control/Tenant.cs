using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>A tenant that the server knows.</summary>
/// <param name="Id">Its name, such as <c>acme/production</c>.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Region">The only region that may store it and answer for it; null where every region may.</param>
public sealed record Tenant(TenantId Id, Instant Created, string? Region = null);
