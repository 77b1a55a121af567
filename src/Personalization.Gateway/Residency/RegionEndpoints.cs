using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.Regions;
using Personalization.Journal.Residency;

namespace Personalization.Gateway.Residency;

/// <summary><c>/v1/profiles/{users|accounts|anonymous}/{id}/region</c>: to which region a subject is pinned.</summary>
/// <param name="subjects">Where pins are kept; nowhere on a host that cannot move subjects.</param>
/// <param name="map">In which region this node is.</param>
/// <param name="admission">Where the memory of bodies is counted.</param>
internal sealed class RegionEndpoints(IEnumerable<ISubjectPins> subjects, RegionMap map, Admission admission)
{
    private readonly ISubjectPins? pins = subjects.SingleOrDefault();

    /// <summary>Tells the pin and this node's region.</summary>
    public Task Get(HttpContext http, SubjectKind kind) => Unable() is { } problem ? http.Problem(problem) : Answer(http, kind);

    /// <summary>Pins, or lifts the pin where no region is named. Other regions than the one named answer 421 from then on.</summary>
    public async Task Put(HttpContext http, SubjectKind kind)
    {
        var (fields, unreadable) = await CallBody.Read<Fields>(http, admission, ReadMember);
        var problem = Unable() ?? unreadable ?? await pins!.Pin(ProfileEndpoints.SubjectOf(http, kind), fields.Region);
        await (problem is null ? Answer(http, kind) : http.Problem(problem));
    }

    /// <summary>Why this host pins and moves nobody; null where it does.</summary>
    public Problem? Unable() =>
        pins is null ? new Problem(ProblemCodes.CannotMove, "", "This host keeps no pins of subjects.")
        : map.Own is null ? new Problem(ProblemCodes.CannotMove, "", "This server belongs to no region: whoever runs it gives it one with --region.")
        : null;

    private Task Answer(HttpContext http, SubjectKind kind) =>
        JsonReply.Write(http.Response, (Pin: pins!.Find(ProfileEndpoints.SubjectOf(http, kind)), map.Own), static (writer, answer) =>
        {
            writer.WriteStartObject();
            writer.WriteString("region"u8, answer.Pin);
            writer.WriteString("own"u8, answer.Own);
            writer.WriteEndObject();
        });

    private static bool ReadMember(ref Utf8JsonReader reader, string name, ref Fields fields, ref Problem? problem)
    {
        if (name != "region")
        {
            return false;
        }

        problem = JsonField.Text(ref reader, "/region", Limits.NameChars, ref fields.Region);
        return true;
    }

    private struct Fields
    {
        public string? Region;
    }
}
