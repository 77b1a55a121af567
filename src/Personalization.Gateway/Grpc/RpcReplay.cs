using Microsoft.Extensions.Hosting;
using Personalization.Core;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Replays;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Replay;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Grpc;

/// <summary>The service <c>personalization.v1.Replay</c>.</summary>
internal sealed class RpcReplay(ReplayStarter starter, IReplayDirectory replays, IHostApplicationLifetime lifetime, RpcAccessLog log)
{
    private static readonly Problem Stopping = new(ProblemCodes.Draining, "", "The server is stopping. The replay goes on when it has started again; watch it then.");

    /// <summary>Takes a job.</summary>
    public async ValueTask<ReplayStartResponse> Start(ReplayStartRequest request, CallContext call)
    {
        if (RpcReplayMapper.Read(request, out var ask) is { } problem)
        {
            throw problem.ToException();
        }

        var started = await starter.Start(call.Caller(), ask!, call.CancellationToken);
        if (started.Problem is { } refused)
        {
            throw refused.ToException();
        }

        var response = new ReplayStartResponse { Problems = { started.CatalogProblems.Select(RpcCatalog.Write) } };
        if (started.Job is { } job)
        {
            call.Note(null, job.Id);
            response.Job = RpcReplayMapper.Write(ReplaySummary.Of(new JobProgress(job, null, 0, null)));
        }

        return response;
    }

    /// <summary>A job until it ends.</summary>
    public async ValueTask Watch(ReplayWatchRequest request, ResponseStream<ReplayWatchResponse> responses, CallContext call)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, lifetime.ApplicationStopping);
        var isKnown = false;
        try
        {
            await foreach (var progress in replays.Watch(call.Caller().Tenant, request.Id, either.Token))
            {
                isKnown = true;
                await responses.WriteAsync(new ReplayWatchResponse { Job = RpcReplayMapper.Write(progress) });
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw Stopping.ToException();
        }

        if (!isKnown)
        {
            throw ReplayProblems.Unknown.ToException();
        }
    }

    /// <summary>Stops a job.</summary>
    public async ValueTask<ReplayCancelResponse> Cancel(ReplayCancelRequest request, CallContext call)
    {
        call.Note(null, request.Id);
        return await replays.Cancel(call.Caller().Tenant, request.Id, call.CancellationToken) is { } problem ? throw problem.ToException() : new ReplayCancelResponse();
    }

    /// <summary>Lets a job go on.</summary>
    public async ValueTask<ReplayResumeResponse> Resume(ReplayResumeRequest request, CallContext call)
    {
        call.Note(null, request.Id);
        return await replays.Resume(call.Caller().Tenant, request.Id, call.CancellationToken) is { } problem ? throw problem.ToException() : new ReplayResumeResponse();
    }

    /// <summary>Lists jobs, the newest first.</summary>
    public async ValueTask<ReplayListResponse> List(ReplayListRequest request, CallContext call)
    {
        if (request.Limit is < 0 or > Limits.PageMax)
        {
            throw new Problem(ProblemCodes.OutOfRange, "/limit", $"It must be a whole number from 0 to {Limits.PageMax}.").ToException();
        }

        var listed = await replays.List(call.Caller().Tenant, request.Limit == 0 ? Limits.PageDefault : request.Limit, call.CancellationToken);
        return new ReplayListResponse { Jobs = { listed.Select(RpcReplayMapper.Write) } };
    }

    /// <summary>What a job found.</summary>
    public async ValueTask Findings(ReplayFindingsRequest request, ResponseStream<ReplayFindingsResponse> responses, CallContext call)
    {
        call.Note(null, request.Id);
        var found = await FindingPages.Open(replays, call.Caller().Tenant, request.Id, call.CancellationToken);
        if (!found.IsOk)
        {
            throw found.Problem.ToException();
        }

        await log.Begin(call);
        var findings = found.Value.Read(request.Limit <= 0 ? long.MaxValue : request.Limit, call.CancellationToken);
        try
        {
            await foreach (var message in FindingMessages.Pack(findings, call.CancellationToken))
            {
                await responses.WriteAsync(message);
            }
        }
        catch (ReplayRefusedException gone)
        {
            throw gone.Problem.ToException();
        }
    }
}
