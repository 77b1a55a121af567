using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;

namespace Personalization.Gateway.SubjectRequests;

/// <summary><c>GET /v1/profiles/{users|accounts|anonymous}/{id}/export</c>: NDJSON, or a page to read where the client prefers <c>text/html</c>.</summary>
internal sealed class ExportEndpoints(SubjectExport export)
{
    /// <summary>Sends everything that is kept about a subject.</summary>
    public async Task Get(HttpContext http, SubjectKind kind)
    {
        var subject = ProfileEndpoints.SubjectOf(http, kind);
        if (await export.Check(subject, http.RequestAborted) is { } problem)
        {
            await http.Problem(problem);
            return;
        }

        // What is said about a person stays in no cache on the way.
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        http.Response.Headers[HeaderNames.Vary] = HeaderNames.Accept;
        await (PrefersHtml(http.Request.GetTypedHeaders()) ? SendSummary(http, subject) : SendRecords(http, subject));
    }

    /// <summary>Sends all records as NDJSON.</summary>
    public async Task SendRecords(HttpContext http, SubjectKey subject)
    {
        http.Response.ContentType = "application/x-ndjson";
        using var writer = new ExportWriter();
        var unsent = 0;
        await foreach (var record in export.Read(subject, http.RequestAborted))
        {
            var line = writer.Write(record);
            http.Response.BodyWriter.Write(line.Span);
            http.Response.BodyWriter.Write("\n"u8);
            unsent += line.Length;
            if (unsent >= Limits.ExportFlushBytes)
            {
                unsent = 0;
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            }
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>Sends a page to read.</summary>
    public async Task SendSummary(HttpContext http, SubjectKey subject)
    {
        var summary = new ExportSummary();
        await foreach (var record in export.Read(subject, http.RequestAborted))
        {
            summary.Add(record);
        }

        // Whatever somebody sent as a trait, the page runs nothing and loads nothing.
        http.Response.Headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(summary.Write(), http.RequestAborted);
    }

    private static bool PrefersHtml(RequestHeaders headers)
    {
        var best = headers.Accept.OrderByDescending(one => one.Quality ?? 1).FirstOrDefault(one => one.Quality != 0 && (one.MediaType == "text/html" || one.MediaType == "application/x-ndjson"));
        return best?.MediaType == "text/html";
    }
}
