using Microsoft.AspNetCore.Http;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Replay.History;

namespace Personalization.Gateway.TimeTravel;

/// <summary><c>GET /v1/decisions/{id}</c>: a served decision, made again.</summary>
internal sealed class DecisionEndpoints(DecisionHistory history)
{
    private const int IdSegment = 2;

    /// <summary>The decision as it was answered, and whether it comes out again.</summary>
    public async Task Get(HttpContext http)
    {
        var answer = await history.Get(http.Caller().Tenant, RawPath.Segment(http, IdSegment), http.RequestAborted);
        await (answer.IsOk ? JsonReply.Write(http.Response, answer.Value, PastDecisionWriter.Write) : http.Problem(answer.Problem));
    }
}
