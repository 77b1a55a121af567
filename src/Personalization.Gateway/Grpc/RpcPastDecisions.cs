using Personalization.Core.Subjects;
using Personalization.Gateway.Regions;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Replay.History;
using SubjectKind = Personalization.Core.Subjects.SubjectKind;

namespace Personalization.Gateway.Grpc;

/// <summary>The part of the service <c>personalization.v1.Decisions</c> that looks back.</summary>
internal sealed class RpcPastDecisions(DecisionHistory history, DecisionRegions regions)
{
    /// <summary>A served decision as it was answered, and whether it comes out again.</summary>
    public async ValueTask<DecisionsGetResponse> Get(DecisionsGetRequest request, CallContext call)
    {
        if (await regions.Check(call.Caller().Tenant, request.DecisionId, call.CancellationToken) is { } elsewhere)
        {
            throw elsewhere.ToException();
        }

        var answer = await history.Get(call.Caller().Tenant, request.DecisionId, call.CancellationToken);
        call.Note(answer.IsOk ? answer.Value.Record.Subject : null, answer.IsOk ? request.DecisionId : null);
        return answer.IsOk ? Write(answer.Value) : throw answer.Problem.ToException();
    }

    private static DecisionsGetResponse Write(PastDecision past)
    {
        var served = past.Record.Served;
        var message = new DecisionsGetResponse
        {
            Decision = RpcDecisionMapper.Write(past.Decision),
            AccountId = served.AccountId ?? "",
            Surface = served.Surface,
            RequestId = served.RequestId ?? "",
            Time = RpcTime.Write(served.Time),
            Identical = past.IsIdentical,
            NotRecomputed = past.NotRecomputed ?? "",
            Differences = { past.Differences.Select(one => new MemberDifference { Member = one.Member, Stored = one.Stored, Recomputed = one.Recomputed }) },
        };
        Name(message, past.Record.Subject);
        return message;
    }

    private static void Name(DecisionsGetResponse message, in SubjectKey subject)
    {
        if (subject.Kind == SubjectKind.User)
        {
            message.UserId = subject.Id;
        }
        else
        {
            message.AnonymousId = subject.Id;
        }
    }
}
