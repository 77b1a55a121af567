using Microsoft.AspNetCore.Http;
using Personalization.Core.Subjects;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Decisions;

/// <summary><c>POST /v1/decide</c> and <c>POST /v1/explain</c>.</summary>
internal sealed class DecideEndpoints(Decider decider, Admission admission)
{
    /// <summary>Decides.</summary>
    public Task Decide(HttpContext http) => Answer(http, explain: false);

    /// <summary>Decides as a peek and says of every other action why not.</summary>
    public Task Explain(HttpContext http) => Answer(http, explain: true);

    private async Task Answer(HttpContext http, bool explain)
    {
        var (fields, problem) = await CallBody.Read<DecideFields>(http, admission, DecideBody.ReadMember);
        if (problem is not null)
        {
            await http.Problem(problem);
            return;
        }

        var answer = await decider.Decide(fields, http.Caller(), explain, http.RequestAborted);
        if (answer is { IsOk: true, Value.ProfileVersion: > 0 })
        {
            http.Note(SubjectOf(fields, http.Caller()));
        }

        await (answer.IsOk ? JsonReply.Write(http.Response, answer.Value, DecisionWriter.Write) : http.Problem(answer.Problem));
    }

    private static SubjectKey SubjectOf(in DecideFields fields, Caller caller) => fields.UserId is { } user
        ? new SubjectKey(caller.Tenant, SubjectKind.User, user)
        : new SubjectKey(caller.Tenant, SubjectKind.Anonymous, fields.AnonymousId ?? "");
}
