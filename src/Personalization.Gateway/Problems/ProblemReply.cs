using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Personalization.Core;
using Personalization.Gateway.Json;
using Personalization.Gateway.Pages;
using Personalization.Gateway.Regions;

namespace Personalization.Gateway.Problems;

/// <summary>Writes problem documents (RFC 9457) with the extensions <c>code</c>, <c>path</c> and <c>hint</c>; where people call with a browser, a page instead.</summary>
internal static class ProblemReply
{
    public const string MediaType = "application/problem+json";

    /// <summary>Answers with a problem.</summary>
    /// <param name="http">The call.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="extend">Writes further members, or null.</param>
    public static Task Problem(this HttpContext http, Problem problem, Action<Utf8JsonWriter>? extend = null)
    {
        var kind = ProblemKind.Of(problem.Code);
        return http.Problem(problem, kind, kind.Status, extend);
    }

    /// <summary>Answers with a problem under the status of another code, as where a check of one field fails a whole call.</summary>
    public static Task Problem(this HttpContext http, Problem problem, ProblemKind kind, int status, Action<Utf8JsonWriter>? extend = null)
    {
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            http.Response.Headers.RetryAfter = Limits.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"personalization\"";
        }

        if (problem is WrongRegion misdirected)
        {
            RegionHint.WriteLocation(http, misdirected);
        }

        http.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("code", problem.Code));
        if (PageReply.IsForPeople(http))
        {
            return PageReply.Refuse(http, status);
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = MediaType;
        return JsonReply.Write(http.Response, (problem, kind, status, extend, http.TraceIdentifier), static (writer, state) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "about:blank"u8);
            writer.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(state.status));
            writer.WriteNumber("status"u8, state.status);
            writer.WriteString("detail"u8, state.problem.Message);
            writer.WriteString("code"u8, state.problem.Code);
            writer.WriteString("path"u8, state.problem.Path);
            writer.WriteString("hint"u8, state.kind.Hint);
            writer.WriteString("instance"u8, "urn:request:" + state.TraceIdentifier);
            if (state.problem is WrongRegion misdirected)
            {
                RegionHint.WriteMembers(writer, misdirected);
            }

            state.extend?.Invoke(writer);
            writer.WriteEndObject();
        });
    }
}
