using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Grains;

namespace Personalization.Gateway.Catalogs;

/// <summary><c>GET /v1/catalog</c>: what the tenant runs on.</summary>
internal sealed class CatalogEndpoints(ICatalogs catalogs)
{
    /// <summary>Tells name, hash and the names in the active catalog, and what people are asked, with its texts.</summary>
    public Task Get(HttpContext http) => catalogs.TryGetActive(http.Caller().Tenant, out var active)
        ? JsonReply.Write(http.Response, active, CatalogSummaryWriter.Write)
        : http.Problem(new Problem(ProblemCodes.NotFound, "", "This tenant has no active catalog yet."));
}
