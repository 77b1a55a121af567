using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Gateway.TimeTravel;
using Personalization.Grains;
using Personalization.Replay.History;

namespace Personalization.Gateway.Profiles;

/// <summary><c>GET /v1/profiles/{users|accounts|anonymous}/{id}</c> and its <c>/events</c>.</summary>
internal sealed class ProfileEndpoints(IProfiles profiles, ProfileHistory history, PastMoments moments, IRegions regions)
{
    private const int IdSegment = 3;

    /// <summary>The live state of a subject, or its state as it was known at a time.</summary>
    public async Task Get(HttpContext http, SubjectKind kind)
    {
        var subject = SubjectOf(http, kind);
        var problem = PastQuery.Read(http, out var at, out var catalog) ?? Elsewhere(subject);
        if (problem is not null)
        {
            await http.Problem(problem);
            return;
        }

        if (at is { } time)
        {
            await GetPast(http, subject, moments.Read(time, catalog, http.Caller(), "?"));
            return;
        }

        var view = await profiles.Get(subject, http.RequestAborted);
        await (view is null ? http.Problem(Unknown(subject)) : JsonReply.Write(http.Response, view, ProfileWriter.Write));
    }

    private async Task GetPast(HttpContext http, SubjectKey subject, Answer<PastMoment> moment)
    {
        var past = moment.IsOk ? await history.Get(subject, moment.Value, http.RequestAborted) : moment.Problem;
        await (past.IsOk ? JsonReply.Write(http.Response, past.Value, PastProfileWriter.Write) : http.Problem(PastQuery.InQuery(past.Problem)));
    }

    /// <summary>A page of a subject's journal.</summary>
    public async Task GetEvents(HttpContext http, SubjectKind kind)
    {
        var badLimit = Query.Number(http, "limit", 1, Limits.PageMax, Limits.PageDefault, out var limit);
        var badAfter = Query.Number(http, "after", 0, long.MaxValue, 0, out var after);
        var subject = SubjectOf(http, kind);
        if ((badAfter ?? badLimit ?? Elsewhere(subject)) is { } problem)
        {
            await http.Problem(problem);
            return;
        }

        var page = await profiles.ReadEvents(subject, after, (int)limit, http.RequestAborted);
        if (page.Events.Count == 0 && await profiles.Get(subject, http.RequestAborted) is null)
        {
            await http.Problem(Unknown(subject));
            return;
        }

        await JsonReply.Write(http.Response, page, EventPageWriter.Write);
    }

    /// <summary>The problem of a subject that nothing is known of.</summary>
    public static Problem Unknown(SubjectKey subject) => new(
        ProblemCodes.UnknownSubject,
        "",
        $"Nothing is known of this {subject.Kind.ToString().ToLowerInvariant()}.");

    private WrongRegion? Elsewhere(in SubjectKey subject) => regions.Find(subject) is { } region ? new WrongRegion(region) : null;

    /// <summary>Whose profile a path names.</summary>
    internal static SubjectKey SubjectOf(HttpContext http, SubjectKind kind)
    {
        var subject = new SubjectKey(http.Caller().Tenant, kind, RawPath.Segment(http, IdSegment));
        http.Note(subject);
        return subject;
    }
}
