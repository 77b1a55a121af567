using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Grains;

namespace Personalization.Gateway.Subjects;

/// <summary><c>GET /v1/subjects/{users|accounts|anonymous|shared}/{id}/place</c>: on which silo a subject lives, for whoever runs the cluster.</summary>
/// <param name="places">Those who know; none on a server that is alone, where everybody lives in no silo.</param>
internal sealed class PlaceEndpoints(IEnumerable<ISubjectPlaces> places)
{
    private const int KindSegment = 2, IdSegment = 3;
    private readonly ISubjectPlaces? places = places.SingleOrDefault();

    /// <summary>Tells where one lives.</summary>
    public async Task Get(HttpContext http)
    {
        SubjectKind? kind = RawPath.Segment(http, KindSegment) switch
        {
            "users" => SubjectKind.User,
            "accounts" => SubjectKind.Account,
            "anonymous" => SubjectKind.Anonymous,
            "shared" => SubjectKind.Shared,
            _ => null,
        };
        if (kind is null)
        {
            await http.Problem(new Problem(ProblemCodes.NotFound, "", "There are users, accounts, anonymous and shared; ids of the last are like cap/upsell.daily and budget/discounts."));
            return;
        }

        var subject = new SubjectKey(http.Caller().Tenant, kind.Value, RawPath.Segment(http, IdSegment));
        var silo = places is null ? null : await places.Find(subject);
        await JsonReply.Write(http.Response, silo, static (writer, at) =>
        {
            writer.WriteStartObject();
            writer.WriteString("silo"u8, at);
            writer.WriteEndObject();
        });
    }
}
