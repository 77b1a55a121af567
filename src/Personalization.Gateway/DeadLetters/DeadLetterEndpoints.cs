using Microsoft.AspNetCore.Http;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Journal.Control;

namespace Personalization.Gateway.DeadLetters;

/// <summary><c>GET /v1/dead-letters</c> and <c>POST /v1/dead-letters/retry</c>.</summary>
internal sealed class DeadLetterEndpoints(IControlStore control, DeadLetterRetry retry, Admission admission)
{
    /// <summary>Lists refused events with the reason, newest first.</summary>
    public async Task List(HttpContext http)
    {
        var badBefore = Query.Number(http, "before", 1, long.MaxValue, long.MaxValue, out var before);
        var badLimit = Query.Number(http, "limit", 1, Limits.PageMax, Limits.PageDefault, out var limit);
        if ((badBefore ?? badLimit) is { } problem)
        {
            await http.Problem(problem);
            return;
        }

        var found = await control.DeadLetters.List(http.Caller().Tenant, before, (int)limit);
        await JsonReply.Write(http.Response, new DeadLetterPage(found, found.Count == limit ? found[^1].Id : null), DeadLetterWriter.Write);
    }

    /// <summary>Sends refused events in again: those named, or the oldest ones. What is taken now is dropped from the letters.</summary>
    public async Task Retry(HttpContext http)
    {
        var (fields, problem) = await CallBody.Read<RetryFields>(http, admission, RetryFields.ReadMember);
        if (problem is not null)
        {
            await http.Problem(problem);
            return;
        }

        var report = await retry.Run(http.Caller().Tenant, fields.Ids, http.RequestAborted);
        await (report.IsOk ? JsonReply.Write(http.Response, report.Value, IntakeReply.Write) : http.Problem(report.Problem));
    }
}
