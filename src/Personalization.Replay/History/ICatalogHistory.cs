using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;

namespace Personalization.Replay.History;

/// <summary>Which catalog was active when.</summary>
public interface ICatalogHistory
{
    /// <summary>The catalog that was a tenant's active one at a time; null for a time that the log of activations does not reach back to.</summary>
    ValueTask<CatalogHash?> FindActive(TenantId tenant, Instant at);
}
