using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Segment;

/// <summary>Segment's HTTP tracking API: <c>POST /v1/{track,identify,group,alias,page,screen}</c> and <c>POST /v1/batch</c>.</summary>
internal sealed class SegmentEndpoints(Intake intake, Admission admission, TimeProvider clock)
{
    private static readonly Problem EventTooLarge = new(ProblemCodes.TooLarge, "", $"An event may have {Limits.EventBytes} bytes.");
    private static readonly Problem BatchTooLarge = new(ProblemCodes.BatchTooLarge, "", $"A batch may have {Limits.BatchBytes} bytes after decompression.");

    /// <summary>Takes one event of the type that the address names.</summary>
    public async Task TakeSingle(HttpContext http, EventCall call)
    {
        var received = await RequestBody.Read(http, admission, Limits.EventBytes, EventTooLarge);
        if (!received.IsOk)
        {
            await http.Problem(received.Problem);
            return;
        }

        using var body = received.Value;
        var receivedAt = Instant.From(clock.GetUtcNow());
        var problem = SegmentBody.ReadSingle(body.Bytes, call, receivedAt, out var items);
        await Take(http, problem, items, receivedAt, at => SegmentBody.WithType(items[at].Raw, call));
    }

    /// <summary>Takes a batch.</summary>
    public async Task TakeBatch(HttpContext http)
    {
        var received = await RequestBody.Read(http, admission, Limits.BatchBytes, BatchTooLarge);
        if (!received.IsOk)
        {
            await http.Problem(received.Problem);
            return;
        }

        using var body = received.Value;
        var receivedAt = Instant.From(clock.GetUtcNow());
        var problem = SegmentBody.ReadBatch(body.Bytes, receivedAt, out var items);
        await Take(http, problem, items, receivedAt, at => items[at].Raw);
    }

    private async Task Take(HttpContext http, Problem? problem, List<IntakeItem> items, Instant receivedAt, Func<int, ReadOnlyMemory<byte>> rawOf)
    {
        if (problem is not null)
        {
            await http.Problem(problem);
            return;
        }

        var report = await intake.Take(http.Caller().Tenant, receivedAt, items, rawOf, http.Caller().Name, http.RequestAborted);
        await (report.IsOk ? IntakeReply.Write(http, report.Value) : http.Problem(report.Problem));
    }
}
