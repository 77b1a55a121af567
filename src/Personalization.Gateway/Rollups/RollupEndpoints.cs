using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Projections.Rollups;

namespace Personalization.Gateway.Rollups;

/// <summary><c>GET /v1/accounts/{id}/rollup</c>: what happened in an account, day by day.</summary>
internal sealed class RollupEndpoints(RollupReader rollups, IRegions regions, TimeProvider clock)
{
    private const int IdSegment = 2;
    private const int DefaultDays = 7;

    /// <summary>The rollup of some days; of the last seven where none are named.</summary>
    public async Task Get(HttpContext http)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var badTo = Query.Day(http, "to", today, out var to);
        var badFrom = Query.Day(http, "from", to.AddDays(1 - DefaultDays), out var from);
        var account = new SubjectKey(http.Caller().Tenant, SubjectKind.Account, RawPath.Segment(http, IdSegment));
        var elsewhere = regions.Find(account) is { } region ? new WrongRegion(region) : null;
        if ((elsewhere ?? badFrom ?? badTo ?? Check(from, to)) is { } problem)
        {
            await http.Problem(problem);
            return;
        }

        await JsonReply.Write(http.Response, await rollups.Read(account.Tenant, account.Id, from, to, http.RequestAborted), RollupWriter.Write);
    }

    private static Problem? Check(DateOnly from, DateOnly to) =>
        to < from ? new Problem(ProblemCodes.OutOfRange, "?to", "It must not lie before `from`.")
        : to.DayNumber - from.DayNumber >= Projections.Limits.RollupDaysMax ? new Problem(ProblemCodes.OutOfRange, "?from", $"There may be at most {Projections.Limits.RollupDaysMax} days.")
        : null;
}
