using Microsoft.AspNetCore.Http;
using Personalization.Core.Subjects;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Grains;

namespace Personalization.Gateway.Identities;

/// <summary><c>POST /v1/profiles/users/{id}/unmerge</c>: an id that was merged into a user stands for itself again.</summary>
internal sealed class UnmergeEndpoints(UnmergeCall call, Admission admission)
{
    /// <summary>Takes the merge back; the answer is the user's profile.</summary>
    public async Task Post(HttpContext http)
    {
        var (fields, problem) = await CallBody.Read<UnmergeFields>(http, admission, UnmergeFields.ReadMember);
        var undone = problem is null ? await Take(http, fields) : problem;
        await (undone.IsOk ? JsonReply.Write(http.Response, undone.Value, ProfileWriter.Write) : http.Problem(undone.Problem));
    }

    private ValueTask<Answer<ProfileView>> Take(HttpContext http, in UnmergeFields fields)
    {
        SubjectKind? kind = fields.Kind switch
        {
            "user" => SubjectKind.User,
            "anonymous" => SubjectKind.Anonymous,
            null => null,
            _ => SubjectKind.Account,
        };
        return call.Take(ProfileEndpoints.SubjectOf(http, SubjectKind.User), kind, fields.Id, http.RequestAborted);
    }
}
