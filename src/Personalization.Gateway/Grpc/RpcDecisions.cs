using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Decisions;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Telemetry;
using Personalization.Grains;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using RejectedMessage = Personalization.Grpc.V1.RejectedAction;

namespace Personalization.Gateway.Grpc;

/// <summary>The deciding part of the service <c>personalization.v1.Decisions</c>.</summary>
internal sealed class RpcDecisions(Decider decider)
{
    /// <summary>Decides.</summary>
    public async ValueTask<DecideResponse> Decide(DecideRequest request, CallContext call)
    {
        var answer = await Ask(request, call.Caller(), explain: false, call.CancellationToken);
        return answer.IsOk ? RpcDecisionMapper.Write(answer.Value) : throw answer.Problem.ToException();
    }

    /// <summary>Decides as a peek and says of every other action why not.</summary>
    public async ValueTask<ExplainResponse> Explain(ExplainRequest request, CallContext call)
    {
        var answer = await Ask(request.Request, call.Caller(), explain: true, call.CancellationToken);
        var decision = answer.IsOk ? answer.Value : throw answer.Problem.ToException();
        call.Note(decision.ProfileVersion > 0 ? SubjectOf(request.Request!, call) : null);
        var message = new ExplainResponse { Decision = RpcDecisionMapper.Write(decision) };
        foreach (var action in decision.Rejected)
        {
            message.Rejected.Add(new RejectedMessage { Id = action.Id, Stage = action.Stage, Code = action.Code, Detail = action.Detail });
        }

        return message;
    }

    /// <summary>Decides many requests at once; the answers keep their order.</summary>
    public async ValueTask<DecideBatchResponse> DecideBatch(DecideBatchRequest request, CallContext call)
    {
        if (request.Requests.Count > Limits.DecideBatch)
        {
            throw new Core.Problem(ProblemCodes.OutOfRange, "/requests", $"A batch may have {Limits.DecideBatch} requests.").ToException();
        }

        var problems = new Core.Problem?[request.Requests.Count];
        var questions = new List<DecideFields>(problems.Length);
        for (var at = 0; at < problems.Length; at++)
        {
            problems[at] = RpcDecisionMapper.Read(request.Requests[at], out var fields);
            if (problems[at] is null)
            {
                questions.Add(fields);
            }
        }

        var answers = await decider.Decide(questions, call.Caller(), call.CancellationToken);
        var response = new DecideBatchResponse();
        var next = 0;
        foreach (var problem in problems)
        {
            var answer = problem ?? answers[next++];
            response.Results.Add(answer.IsOk
                ? new DecideResult { Decision = RpcDecisionMapper.Write(answer.Value) }
                : new DecideResult { Error = answer.Problem.ToStatus() });
        }

        return response;
    }

    /// <summary>Decides until the client half-closes, several requests at a time; answers come as they are ready.</summary>
    public async ValueTask DecideStream(IAsyncEnumerable<DecideStreamRequest> requests, ResponseStream<DecideStreamResponse> responses, CallContext call)
    {
        var caller = call.Caller();
        using var room = new SemaphoreSlim(Limits.DecisionsInFlight);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asked = requests.GetAsyncEnumerator(call.CancellationToken);
        try
        {
            while (!failed.Task.IsFaulted)
            {
                // Questions that came together are answered together; nobody waits for an answer while there is no further question.
                var next = asked.MoveNextAsync();
                if (!next.IsCompleted)
                {
                    await responses.FlushAsync();
                }

                if (!await next)
                {
                    break;
                }

                await room.WaitAsync(call.CancellationToken);
                _ = Answer(asked.Current);
            }
        }
        finally
        {
            // Those that were asked are answered even where the server reads no further ones, because it stops.
            for (var left = 0; left < Limits.DecisionsInFlight; left++)
            {
                await room.WaitAsync(call.CancellationToken);
            }
        }

        failed.TrySetResult();
        await failed.Task;

        async Task Answer(DecideStreamRequest request)
        {
            try
            {
                using var span = MessageSpan.Start(call.Path);
                var pending = Ask(request.Request, caller, explain: false, call.CancellationToken);
                var isAtOnce = pending.IsCompleted;
                var answer = await pending;
                var response = answer.IsOk
                    ? new DecideStreamResponse { Correlation = request.Correlation, Decision = RpcDecisionMapper.Write(answer.Value) }
                    : new DecideStreamResponse { Correlation = request.Correlation, Error = answer.Problem.ToStatus() };
                await (isAtOnce ? responses.KeepAsync(response) : responses.WriteAsync(response));
            }
            catch (Exception error)
            {
                failed.TrySetException(error);
            }
            finally
            {
                room.Release();
            }
        }
    }

    private static SubjectKey SubjectOf(DecideRequest request, CallContext call) => request.UserId.Length > 0
        ? new SubjectKey(call.Caller().Tenant, Core.Subjects.SubjectKind.User, request.UserId)
        : new SubjectKey(call.Caller().Tenant, Core.Subjects.SubjectKind.Anonymous, request.AnonymousId);

    private ValueTask<Answer<Decision>> Ask(DecideRequest? request, Caller caller, bool explain, CancellationToken cancellation) =>
        RpcDecisionMapper.Read(request, out var fields) is { } problem
            ? ValueTask.FromResult<Answer<Decision>>(problem)
            : decider.Decide(fields, caller, explain, cancellation);
}
