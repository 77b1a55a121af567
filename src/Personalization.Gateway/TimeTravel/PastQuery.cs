using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.TimeTravel;

/// <summary>The parameters <c>?at=</c> and <c>?catalog=</c>.</summary>
internal static class PastQuery
{
    /// <summary>Reads them.</summary>
    /// <param name="http">The call.</param>
    /// <param name="at">The time; null where the call is about the live state.</param>
    /// <param name="catalog">The hash of another catalog; empty for none.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static Problem? Read(HttpContext http, out Instant? at, out string catalog)
    {
        at = null;
        catalog = http.Request.Query["catalog"].ToString();
        if (!http.Request.Query.ContainsKey("at"))
        {
            return catalog.Length == 0 ? null : new Problem(ProblemCodes.Required, "?at", "Another catalog is only for another time: give at beside catalog.");
        }

        if (!JsonTime.TryParseExact(http.Request.Query["at"].ToString(), out var time))
        {
            return new Problem(ProblemCodes.InvalidTime, "?at", "It is not an RFC 3339 time, which ends in Z or an offset such as +01:00; a plus sign has to be sent as %2B.");
        }

        at = time;
        return null;
    }

    /// <summary>A problem of a look, told of the parameters that asked for it: what is <c>/catalog</c> in a body is <c>?catalog</c> here.</summary>
    public static Problem InQuery(Problem problem) => problem.Path is ['/', .. var name] ? problem with { Path = "?" + name } : problem;
}
