using System.Runtime.InteropServices;
using Google.Protobuf;
using Personalization.Core;
using Personalization.Gateway.Catalogs;
using Personalization.Gateway.Problems;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Journal.Control;
using ProblemMessage = Personalization.Grpc.V1.CatalogProblem;
using VersionMessage = Personalization.Grpc.V1.CatalogVersion;

namespace Personalization.Gateway.Grpc;

/// <summary>The service <c>personalization.v1.Catalog</c>.</summary>
internal sealed class RpcCatalog(CatalogPublisher publisher, IControlStore control)
{
    /// <summary>Says what is wrong with a catalog, and keeps nothing.</summary>
    public async ValueTask<CatalogValidateResponse> Validate(CatalogValidateRequest request, CallContext call)
    {
        var report = await Run(request.Archive, new CatalogOrder(IsKept: false, IsActivated: false, request.Force), call);
        return new CatalogValidateResponse { Catalog = Write(report), Problems = { report.Problems.Select(Write) }, Warnings = { report.Warnings.Select(Write) } };
    }

    /// <summary>Keeps a catalog, and makes it the active one where that is asked for.</summary>
    public async ValueTask<CatalogPublishResponse> Publish(CatalogPublishRequest request, CallContext call)
    {
        var report = await Run(request.Archive, new CatalogOrder(IsKept: true, request.Activate, request.Force), call);
        call.Note(null, report.Catalog?.Hash.Value);
        return new CatalogPublishResponse { Catalog = Write(report), Problems = { report.Problems.Select(Write) }, Warnings = { report.Warnings.Select(Write) } };
    }

    /// <summary>Makes a published version the active one.</summary>
    public async ValueTask<CatalogActivateResponse> Activate(CatalogActivateRequest request, CallContext call)
    {
        call.Note(null, request.Hash);
        return await publisher.Activate(call.Caller(), request.Hash) is { } problem ? throw problem.ToException() : new CatalogActivateResponse();
    }

    /// <summary>Lists what was published, the newest first.</summary>
    public async ValueTask<CatalogVersionsResponse> Versions(CatalogVersionsRequest request, CallContext call)
    {
        if (request.Limit is < 0 or > Limits.PageMax)
        {
            throw new Problem(ProblemCodes.OutOfRange, "/limit", $"It must be a whole number from 0 to {Limits.PageMax}.").ToException();
        }

        var versions = (await control.Catalogs.List(call.Caller().Tenant)).Take(request.Limit == 0 ? Limits.PageDefault : request.Limit);
        return new CatalogVersionsResponse { Versions = { versions.Select(Write) } };
    }

    private async ValueTask<CatalogReport> Run(ByteString bytes, CatalogOrder order, CallContext call)
    {
        if (bytes.Length > Limits.ArchiveBytes)
        {
            throw new Problem(ProblemCodes.ArchiveTooLarge, "/archive", $"An archive may have {Limits.ArchiveBytes} bytes.").ToException();
        }

        var archive = MemoryMarshal.TryGetArray(bytes.Memory, out var segment) ? segment : new ArraySegment<byte>(bytes.ToByteArray());
        var report = await publisher.Run(call.Caller(), archive, order, call.CancellationToken);
        return report.Problem is { } problem ? throw problem.ToException() : report;
    }

    private static CatalogSummary? Write(CatalogReport report) => report.Catalog is not { } catalog ? null : new CatalogSummary
    {
        Name = catalog.Name,
        Hash = catalog.Hash.Value,
        Active = report.IsActive,
        Events = catalog.Events.Length,
        Surfaces = catalog.Surfaces.Length,
        Actions = catalog.Actions.Length,
    };

    /// <summary>Writes a problem of a catalog's files.</summary>
    public static ProblemMessage Write(Authoring.CatalogProblem problem) => new()
    {
        Code = problem.Code,
        File = problem.File,
        Line = problem.Line,
        Column = problem.Column,
        Message = problem.Message,
        Hint = problem.Hint ?? "",
        Excerpt = problem.Excerpt?.Render() ?? "",
    };

    private static VersionMessage Write(Personalization.Journal.Control.CatalogVersion version) => new()
    {
        Hash = version.Hash,
        PublishedAt = RpcTime.Write(version.Published),
        Active = version.IsActive,
        BundleBytes = version.BundleBytes,
    };
}
