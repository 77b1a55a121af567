using System.Globalization;
using Microsoft.AspNetCore.Http;
using Personalization.Gateway.Json;

namespace Personalization.Gateway.Health;

/// <summary><c>GET /healthz</c> (alive) and <c>GET /readyz</c> (able to answer).</summary>
internal sealed class HealthEndpoints(Readiness readiness)
{
    /// <summary>Says that the process answers at all.</summary>
    public static Task Live(HttpContext http) => JsonReply.Write(http.Response, true, static (writer, _) =>
    {
        writer.WriteStartObject();
        writer.WriteString("status"u8, "ok"u8);
        writer.WriteEndObject();
    });

    /// <summary>Says whether calls would be answered: 200, or 503 with what is missing.</summary>
    public Task Ready(HttpContext http)
    {
        var checks = readiness.Checks();
        if (!Array.TrueForAll(checks, check => check.IsMet))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = Limits.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return JsonReply.Write(http.Response, checks, static (writer, all) =>
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, Array.TrueForAll(all, check => check.IsMet) ? "ready"u8 : "not_ready"u8);
            writer.WriteStartObject("checks"u8);
            foreach (var check in all)
            {
                writer.WriteBoolean(check.Name, check.IsMet);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
