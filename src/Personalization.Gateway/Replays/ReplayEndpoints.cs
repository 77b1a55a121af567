using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary><c>/v1/replays</c>: jobs that read the tenant's history again, or load it.</summary>
internal sealed class ReplayEndpoints(ReplayStarter starter, ReplayJobs jobs, Admission admission)
{
    private const int IdSegment = 2;

    private static readonly Problem TooLarge = new(ProblemCodes.TooLarge, "", $"The body may have {Limits.ReplayBytes} bytes.");
    private static readonly Problem Unknown = new(ReplayProblems.UnknownReplay, "/id", "This tenant has no such replay, or it was forgotten since: only the newest are kept.");

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
    public Task List(HttpContext http) => Query.Number(http, "limit", 1, Limits.PageMax, Limits.PageDefault, out var limit) is { } problem
        ? http.Problem(problem)
        : JsonReply.Write(http.Response, jobs.List(http.Caller().Tenant, (int)limit), ReplayWriter.Write);

    /// <summary>One job.</summary>
    public Task Get(HttpContext http) => jobs.Find(http.Caller().Tenant, RawPath.Segment(http, IdSegment)) is { } job
        ? JsonReply.Write(http.Response, job, ReplayWriter.Write)
        : http.Problem(Unknown);

    /// <summary>Stops a job.</summary>
    public Task Cancel(HttpContext http) => Done(http, jobs.Cancel(http.Caller().Tenant, RawPath.Segment(http, IdSegment)));

    /// <summary>Lets a job go on.</summary>
    public Task Resume(HttpContext http) => Done(http, jobs.Resume(http.Caller().Tenant, RawPath.Segment(http, IdSegment)));

    /// <summary>What a job has found.</summary>
    public Task GetFindings(HttpContext http)
    {
        var format = http.Request.Query["format"].ToString() is { Length: > 0 } named ? named : "ndjson";
        var (tenant, id) = (http.Caller().Tenant, RawPath.Segment(http, IdSegment));
        return Query.Number(http, "limit", 1, Replay.Limits.FindingsMax, Replay.Limits.FindingsMax, out var limit) is { } problem ? http.Problem(problem)
            : !FindingsReply.Knows(format) ? http.Problem(new Problem(ProblemCodes.NotAllowed, "?format", $"It must be {FindingsReply.Formats}."))
            : jobs.Find(tenant, id) is { } progress && jobs.FilesOf(tenant, id) is { } files ? FindingsReply.Write(http, files, progress.Job, format, limit)
            : http.Problem(Unknown);
    }

    private static Task Answer(HttpContext http, ReplayStart started)
    {
        if (started.Job is not { } job)
        {
            return http.Problem(started.Problem ?? throw new InvalidOperationException("No catalog's files came with the request, and yet it is they that are wrong."));
        }

        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.Location = $"/v1/replays/{job.Id}";
        return JsonReply.Write(http.Response, new JobProgress(job, null, 0, null), ReplayWriter.Write);
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
