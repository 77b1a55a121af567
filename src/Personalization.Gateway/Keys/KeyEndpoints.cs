using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Keys;

/// <summary><c>GET</c> and <c>POST /v1/keys</c>, <c>DELETE /v1/keys/{id}</c>: the keys of the caller's own tenant.</summary>
internal sealed class KeyEndpoints(IControlStore control, Admission admission)
{
    private const int IdSegment = 2;

    /// <summary>Lists the keys, without their texts.</summary>
    public async Task List(HttpContext http) => await JsonReply.Write(http.Response, await control.Keys.List(http.Caller().Tenant), KeyWriter.Write);

    /// <summary>Makes a key and tells its text this once.</summary>
    public async Task Create(HttpContext http)
    {
        var (fields, problem) = await CallBody.Read<KeyFields>(http, admission, KeyFields.ReadMember);
        CreatedKey? created = null;
        if (problem is null)
        {
            (problem, created) = await Create(http.Caller(), fields);
        }

        if (problem is not null)
        {
            await http.Problem(problem);
            return;
        }

        http.Note(null, created!.Key.Id);
        http.Response.StatusCode = StatusCodes.Status201Created;
        await JsonReply.Write(http.Response, created, KeyWriter.Write);
    }

    /// <summary>Revokes a key; it is refused from the reply on.</summary>
    public async Task Revoke(HttpContext http)
    {
        var id = RawPath.Segment(http, IdSegment);
        http.Note(null, id);
        if (!(await control.Keys.List(http.Caller().Tenant)).Any(key => key.Id == id) || !await control.Keys.Revoke(id))
        {
            await http.Problem(new Problem(ProblemCodes.NotFound, "", "This tenant has no such key that is good."));
            return;
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async ValueTask<(Problem? Problem, CreatedKey? Created)> Create(Caller caller, KeyFields fields) =>
        KeyScopeNames.Parse(fields.Scopes ?? [], out var scopes) is { } unknown ? (unknown, null) : await control.Keys.Create(caller.Tenant, scopes, fields.Label ?? "");
}
