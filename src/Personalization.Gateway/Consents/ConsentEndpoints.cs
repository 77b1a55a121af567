using Microsoft.AspNetCore.Http;
using Personalization.Core.Subjects;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;

namespace Personalization.Gateway.Consents;

/// <summary><c>PUT /v1/profiles/{users|anonymous}/{id}/consents</c>: what a person agrees to.</summary>
internal sealed class ConsentEndpoints(ConsentCall call, Admission admission)
{
    /// <summary>Takes it in; the answer is all that counts for them now. Purposes that are not named stay as they are.</summary>
    public async Task Put(HttpContext http, SubjectKind kind)
    {
        var (fields, problem) = await CallBody.Read<ConsentFields>(http, admission, ConsentFields.ReadMember);
        var taken = problem is null ? await call.Take(ProfileEndpoints.SubjectOf(http, kind), fields, http.RequestAborted) : problem;
        await (taken.IsOk ? JsonReply.Write(http.Response, taken.Value, ConsentWriter.WriteReceipt) : http.Problem(taken.Problem));
    }
}
