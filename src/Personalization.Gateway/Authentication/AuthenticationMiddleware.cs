using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Personalization.Core;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Authentication;

/// <summary>Lets a call pass to its endpoint only with a key or token that has the endpoint's scope, and whose tenant belongs to this region.</summary>
internal sealed class AuthenticationMiddleware(RequestDelegate next, Credentials credentials, IRegions regions)
{
    public Task InvokeAsync(HttpContext http)
    {
        // Endpoints that routing makes itself (405 and the like) are no route endpoints and give nothing away.
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return next(http);
        }

        var access = endpoint.Metadata.GetMetadata<Access>()
            ?? throw new InvalidOperationException($"The endpoint {endpoint.RoutePattern.RawText} says nothing about access.");
        if (access.Scope == KeyScopes.None)
        {
            return next(http);
        }

        var headers = http.Request.Headers;
        var finding = credentials.Find(headers.Authorization, headers["X-API-Key"]);
        return finding.IsCompletedSuccessfully ? Pass(http, access, finding.Result) : PassLater(http, access, finding);
    }

    /// <summary>Why a caller is not let in; null for one that is.</summary>
    public static Problem? Refusal(Caller? caller, Access access, IRegions regions) =>
        caller is null ? new Problem(ProblemCodes.Unauthenticated, "", "There is no valid key or token in this call.")
        : !caller.May(access.Scope) ? new Problem(ProblemCodes.WrongScope, "", $"The key or token lacks the scope '{access.ScopeName}'.")
        : !access.AnswersPinned && regions.Find(caller.Tenant) is { } elsewhere ? new WrongRegion(elsewhere)
        : null;

    private async Task PassLater(HttpContext http, Access access, ValueTask<Caller?> finding) => await Pass(http, access, await finding);

    private Task Pass(HttpContext http, Access access, Caller? caller)
    {
        if (Refusal(caller, access, regions) is { } refusal)
        {
            return http.Problem(refusal);
        }

        http.Features.Set(caller);
        return next(http);
    }
}
