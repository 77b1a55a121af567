using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Replay.History;

namespace Personalization.Replay.Tests.History;

/// <summary>A log of activations that a test writes.</summary>
internal sealed class FixedHistory(params (Instant From, CatalogHash Hash)[] log) : ICatalogHistory
{
    public ValueTask<CatalogHash?> FindActive(TenantId tenant, Instant at) => new(log.Where(one => one.From <= at).Select(one => (CatalogHash?)one.Hash).LastOrDefault());
}
