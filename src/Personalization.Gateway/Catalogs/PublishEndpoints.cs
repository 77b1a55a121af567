using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Personalization.Core;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Catalogs;

/// <summary><c>PUT /v1/catalog</c>, <c>POST /v1/catalog/validate</c>, <c>POST /v1/catalog/activate/{hash}</c> and <c>GET /v1/catalog/versions</c>.</summary>
internal sealed class PublishEndpoints(CatalogPublisher publisher, IControlStore control, Admission admission)
{
    private const int HashSegment = 3;

    private static readonly Problem TooLarge = new(ProblemCodes.ArchiveTooLarge, "", $"An archive may have {Limits.ArchiveBytes} bytes.");

    /// <summary>Publishes a catalog and makes it the active one, in one step; with <c>?activate=false</c> it is only kept.</summary>
    public async Task Publish(HttpContext http)
    {
        var badActivate = Query.Flag(http, "activate", fallback: true, out var isActivated);
        var badForce = Query.Flag(http, "force", fallback: false, out var isForced);
        await ((badActivate ?? badForce) is { } problem ? http.Problem(problem) : Run(http, new CatalogOrder(IsKept: true, isActivated, isForced)));
    }

    /// <summary>Says what is wrong with a catalog, and keeps nothing.</summary>
    public Task Validate(HttpContext http) =>
        Query.Flag(http, "force", fallback: false, out var isForced) is { } problem ? http.Problem(problem) : Run(http, new CatalogOrder(IsKept: false, IsActivated: false, isForced));

    /// <summary>Makes a published version the active one.</summary>
    public async Task Activate(HttpContext http)
    {
        var hash = RawPath.Segment(http, HashSegment);
        http.Note(null, hash);
        await (await publisher.Activate(http.Caller(), hash) is { } problem
            ? http.Problem(problem)
            : JsonReply.Write(http.Response, hash, static (writer, hash) =>
            {
                writer.WriteStartObject();
                writer.WriteString("hash"u8, hash);
                writer.WriteBoolean("active"u8, true);
                writer.WriteEndObject();
            }));
    }

    /// <summary>Lists what was published, the newest first.</summary>
    public async Task List(HttpContext http)
    {
        if (Query.Number(http, "limit", 1, Limits.PageMax, Limits.PageDefault, out var limit) is { } problem)
        {
            await http.Problem(problem);
            return;
        }

        var tenant = http.Caller().Tenant;
        var versions = new CatalogVersions([.. (await control.Catalogs.List(tenant)).Take((int)limit)], await control.Catalogs.Activations(tenant, (int)limit));
        await JsonReply.Write(http.Response, versions, CatalogWriter.Write);
    }

    private async Task Run(HttpContext http, CatalogOrder order)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The server's own bound is for events.
            size.MaxRequestBodySize = Limits.ArchiveBytes + 1;
        }

        var body = await RequestBody.ReadBytes(http, admission, Limits.ArchiveBytes, TooLarge);
        if (!body.IsOk)
        {
            await http.Problem(body.Problem);
            return;
        }

        using (body.Value)
        {
            MemoryMarshal.TryGetArray(body.Value.Bytes, out var archive);
            await Answer(http, await publisher.Run(http.Caller(), archive, order, http.RequestAborted));
        }
    }

    private static Task Answer(HttpContext http, CatalogReport report)
    {
        if (report.Problem is { } problem)
        {
            return http.Problem(problem);
        }

        http.Note(null, report.Catalog?.Hash.Value);
        return report.Catalog is not null
            ? JsonReply.Write(http.Response, report, CatalogWriter.Write)
            : http.Problem(
                new Problem(ProblemCodes.InvalidCatalog, "", "The catalog has problems; `problems` says which and where, and nothing was kept."),
                writer => CatalogWriter.WriteProblems(writer, "problems", report.Problems));
    }
}
