using Microsoft.AspNetCore.Http;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Replay.History;

namespace Personalization.Gateway.TimeTravel;

/// <summary><c>GET /v1/decisions/{id}</c>: a served decision, made again.</summary>
internal sealed class DecisionEndpoints(DecisionHistory history, DecisionRegions regions)
{
    private const int IdSegment = 2;

    /// <summary>The decision as it was answered, and whether it comes out again.</summary>
    public async Task Get(HttpContext http)
    {
        var (tenant, id) = (http.Caller().Tenant, RawPath.Segment(http, IdSegment));
        if (await regions.Check(tenant, id, http.RequestAborted) is { } elsewhere)
        {
            await http.Problem(elsewhere);
            return;
        }

        var answer = await history.Get(tenant, id, http.RequestAborted);
        http.Note(answer.IsOk ? answer.Value.Record.Subject : null, answer.IsOk ? id : null);
        await (answer.IsOk ? JsonReply.Write(http.Response, answer.Value, PastDecisionWriter.Write) : http.Problem(answer.Problem));
    }
}
