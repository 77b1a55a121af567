using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary><c>/v1/replays</c>: jobs that read the tenant's history again, or load it.</summary>
internal sealed class ReplayEndpoints(ReplayStarter starter, IReplayDirectory replays, Admission admission)
{
    private const int IdSegment = 2;

    private static readonly Problem TooLarge = new(ProblemCodes.TooLarge, "", $"The body may have {Limits.ReplayBytes} bytes.");

    /// <summary>Takes a job.</summary>
    public async Task Start(HttpContext http)
    {
        var fields = default(ReplayFields);
        var body = await RequestBody.Read(http, admission, Limits.ReplayBytes, TooLarge);
        if (!body.IsOk)
        {
            await http.Problem(body.Problem);
            return;
        }

        Problem? problem;
        using (body.Value)
        {
            problem = FlatBody.Read(body.Value.Bytes.Span, ref fields, ReplayFields.ReadMember);
        }

        ReplayAsk? ask = null;
        problem ??= fields.Read(out ask);
        var started = problem is null ? await starter.Start(http.Caller(), ask!, http.RequestAborted) : ReplayStart.Refused(problem);
        await Answer(http, started);
    }

    /// <summary>Lists jobs, the newest first.</summary>
    public async Task List(HttpContext http) => await (Query.Number(http, "limit", 1, Limits.PageMax, Limits.PageDefault, out var limit) is { } problem
        ? http.Problem(problem)
        : JsonReply.Write(http.Response, await replays.List(http.Caller().Tenant, (int)limit, http.RequestAborted), ReplayWriter.Write));

    /// <summary>One job.</summary>
    public async Task Get(HttpContext http) => await (await replays.Find(http.Caller().Tenant, RawPath.Segment(http, IdSegment), http.RequestAborted) is { } job
        ? JsonReply.Write(http.Response, job, ReplayWriter.Write)
        : http.Problem(ReplayProblems.Unknown));

    /// <summary>Stops a job.</summary>
    public async Task Cancel(HttpContext http) => await Done(http, await replays.Cancel(http.Caller().Tenant, IdOf(http), http.RequestAborted));

    /// <summary>Lets a job go on.</summary>
    public async Task Resume(HttpContext http) => await Done(http, await replays.Resume(http.Caller().Tenant, IdOf(http), http.RequestAborted));

    /// <summary>What a job has found.</summary>
    public async Task GetFindings(HttpContext http)
    {
        var format = http.Request.Query["format"].ToString() is { Length: > 0 } named ? named : "ndjson";
        var badLimit = Query.Number(http, "limit", 1, Replay.Limits.FindingsMax, Replay.Limits.FindingsMax, out var limit);
        var badFormat = FindingsReply.Knows(format) ? null : new Problem(ProblemCodes.NotAllowed, "?format", $"It must be {FindingsReply.Formats}.");
        if ((badLimit ?? badFormat) is { } problem)
        {
            await http.Problem(problem);
            return;
        }

        var found = await FindingPages.Open(replays, http.Caller().Tenant, IdOf(http), http.RequestAborted);
        await (found.IsOk ? FindingsReply.Write(http, found.Value, format, limit) : http.Problem(found.Problem));
    }

    private static string IdOf(HttpContext http)
    {
        var id = RawPath.Segment(http, IdSegment);
        http.Note(null, id);
        return id;
    }

    private static Task Answer(HttpContext http, ReplayStart started)
    {
        if (started.Job is not { } job)
        {
            return http.Problem(started.Problem ?? throw new InvalidOperationException("No catalog's files came with the request, and yet it is they that are wrong."));
        }

        http.Note(null, job.Id);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.Location = $"/v1/replays/{job.Id}";
        return JsonReply.Write(http.Response, ReplaySummary.Of(new JobProgress(job, null, 0, null)), ReplayWriter.Write);
    }

    private static Task Done(HttpContext http, Problem? problem)
    {
        if (problem is not null)
        {
            return http.Problem(problem);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
