using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Journal.Control;

namespace Personalization.Gateway.AccessLog;

/// <summary><c>GET /v1/access-log</c>: who did and read what of the caller's own tenant.</summary>
internal sealed class AccessLogEndpoints(IControlStore control, AccessRecorder recorder)
{
    /// <summary>A page of it, the oldest first; of one subject where <c>?subject=user:u1</c> names one.</summary>
    public async Task List(HttpContext http)
    {
        var badAfter = Query.Number(http, "after", 0, long.MaxValue, 0, out var after);
        var badLimit = Query.Number(http, "limit", 1, Limits.PageMax, Limits.PageDefault, out var limit);
        var badSubject = ReadSubject(http, out var subject);
        if ((badAfter ?? badLimit ?? badSubject) is { } problem)
        {
            await http.Problem(problem);
            return;
        }

        // What was answered before is in it.
        await recorder.Flush(http.RequestAborted);
        var found = await control.AccessLog.List(http.Caller().Tenant, after, (int)limit, subject);
        await JsonReply.Write(http.Response, new AccessLogPage(found, found.Count == limit ? found[^1].Id : null), AccessLogWriter.Write);
    }

    private static Problem? ReadSubject(HttpContext http, out SubjectKey? subject)
    {
        subject = null;
        var text = http.Request.Query["subject"].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        var parts = text.Split(':', 2);
        SubjectKind? kind = parts[0] switch { "user" => SubjectKind.User, "account" => SubjectKind.Account, "anonymous" => SubjectKind.Anonymous, _ => null };
        if (kind is not { } known || parts.Length < 2 || parts[1].Length is 0 or > SubjectKey.IdCharsMax)
        {
            return new Problem(ProblemCodes.NotAllowed, "?subject", "It must be like user:u1, account:a1 or anonymous:v1.");
        }

        subject = new SubjectKey(http.Caller().Tenant, known, parts[1]);
        return null;
    }
}
