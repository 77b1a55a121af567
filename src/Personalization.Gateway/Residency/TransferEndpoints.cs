using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.SubjectRequests;

namespace Personalization.Gateway.Residency;

/// <summary><c>/v1/profiles/{users|accounts|anonymous}/{id}/transfer</c>: the halves of a move to another region, and its end. Guide: docs/guides/residency.md.</summary>
internal sealed class TransferEndpoints(RegionEndpoints pinning, TransferOut giving, TransferIn taking, EraseEndpoints erasing, Admission admission)
{
    private static readonly Problem TooLarge = new(ProblemCodes.TooLarge, "", $"A transfer may have {Limits.TransferBytes} bytes.");

    /// <summary>Sends a subject that is pinned elsewhere.</summary>
    public async Task Get(HttpContext http, SubjectKind kind)
    {
        var subject = ProfileEndpoints.SubjectOf(http, kind);
        if ((pinning.Unable() ?? await giving.Check(subject, http.RequestAborted)) is { } problem)
        {
            await http.Problem(problem);
            return;
        }

        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        http.Response.ContentType = "application/x-ndjson";
        var unsent = 0;
        await foreach (var line in giving.Read(subject, http.RequestAborted))
        {
            http.Response.BodyWriter.Write(line.Span);
            unsent += line.Length;
            if (unsent >= Limits.ExportFlushBytes)
            {
                unsent = 0;
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            }
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>Takes a subject in.</summary>
    public async Task Put(HttpContext http, SubjectKind kind)
    {
        if (pinning.Unable() is { } unable)
        {
            await http.Problem(unable);
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The server's own bound is for events.
            size.MaxRequestBodySize = Limits.TransferBytes + 1;
        }

        var body = await RequestBody.ReadBytes(http, admission, Limits.TransferBytes, TooLarge);
        if (!body.IsOk)
        {
            await http.Problem(body.Problem);
            return;
        }

        using (body.Value)
        {
            var read = TransferReader.Read(body.Value.Bytes);
            var taken = read.IsOk ? await taking.Take(ProfileEndpoints.SubjectOf(http, kind), read.Value, http.RequestAborted) : read.Problem;
            await (taken.IsOk ? JsonReply.Write(http.Response, taken.Value, TransferReceipt.Write) : http.Problem(taken.Problem));
        }
    }

    /// <summary>Erases a subject that has moved, as long as it has no event here that did not go along.</summary>
    public async Task Delete(HttpContext http, SubjectKind kind)
    {
        var badVersion = Query.Number(http, "version", 1, long.MaxValue, 0, out var version);
        if ((pinning.Unable() ?? badVersion) is { } problem)
        {
            await http.Problem(problem);
            return;
        }

        await erasing.Answer(http, version == 0
            ? new Problem(ProblemCodes.Required, "?version", "Name the number of events that were taken in elsewhere.")
            : await erasing.EraseMoved(ProfileEndpoints.SubjectOf(http, kind), version, http.RequestAborted));
    }
}
