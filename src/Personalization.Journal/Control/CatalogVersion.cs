using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>A published catalog.</summary>
/// <param name="Tenant">Whose catalog.</param>
/// <param name="Hash">The content hash that names it.</param>
/// <param name="Published">When it was first published.</param>
/// <param name="IsActive">Whether it is the one that decides.</param>
/// <param name="BundleBytes">The size of its bundle.</param>
public sealed record CatalogVersion(TenantId Tenant, string Hash, Instant Published, bool IsActive, long BundleBytes);
