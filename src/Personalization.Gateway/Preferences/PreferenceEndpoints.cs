using Microsoft.AspNetCore.Http;
using Personalization.Core.Subjects;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;

namespace Personalization.Gateway.Preferences;

/// <summary><c>PUT /v1/profiles/{users|anonymous}/{id}/preferences</c>: what a person likes to get, and when.</summary>
internal sealed class PreferenceEndpoints(PreferenceCall call, Admission admission)
{
    /// <summary>Takes it in; the answer is all that counts for them now. What is not mentioned stays as it is.</summary>
    public async Task Put(HttpContext http, SubjectKind kind)
    {
        var (fields, problem) = await CallBody.Read<PreferenceFields>(http, admission, PreferenceFields.ReadMember);
        var taken = problem is null ? await call.Take(ProfileEndpoints.SubjectOf(http, kind), fields, http.RequestAborted) : problem;
        await (taken.IsOk ? JsonReply.Write(http.Response, taken.Value, PreferenceWriter.WriteReceipt) : http.Problem(taken.Problem));
    }
}
