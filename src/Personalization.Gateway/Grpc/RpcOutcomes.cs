using Personalization.Gateway.Outcomes;
using Personalization.Gateway.Regions;
using Personalization.Grains;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Outcome = Personalization.Core.Events.Outcome;
using OutcomeMessage = Personalization.Grpc.V1.Outcome;

namespace Personalization.Gateway.Grpc;

/// <summary><c>Decisions.RecordOutcome</c>.</summary>
internal sealed class RpcOutcomes(IProfiles profiles, DecisionRegions regions)
{
    /// <summary>Records an outcome.</summary>
    public async ValueTask<RecordOutcomeResponse> Record(RecordOutcomeRequest request, CallContext call)
    {
        if (RpcTime.Read(request.Until, "/until", out var until) is { } badTime)
        {
            throw badTime.ToException();
        }

        var fields = new OutcomeFields { DecisionId = request.DecisionId, ActionId = request.ActionId, Outcome = OutcomeOf(request.Outcome), Until = until };
        var report = fields.Build();
        if (report.IsOk && await regions.Check(call.Caller().Tenant, report.Value.DecisionId, call.CancellationToken) is { } elsewhere)
        {
            throw elsewhere.ToException();
        }

        var receipt = report.IsOk ? await profiles.RecordOutcome(call.Caller().Tenant, report.Value, call.CancellationToken) : report.Problem;
        return receipt.IsOk ? new RecordOutcomeResponse { Recorded = !receipt.Value.IsDuplicate } : throw receipt.Problem.ToException();
    }

    private static Outcome? OutcomeOf(OutcomeMessage outcome) => outcome switch
    {
        OutcomeMessage.Shown => Outcome.Shown,
        OutcomeMessage.Clicked => Outcome.Clicked,
        OutcomeMessage.Dismissed => Outcome.Dismissed,
        OutcomeMessage.Completed => Outcome.Completed,
        OutcomeMessage.Snoozed => Outcome.Snoozed,
        OutcomeMessage.OptedOut => Outcome.OptedOut,
        OutcomeMessage.LessLikeThis => Outcome.LessLikeThis,
        _ => null,
    };
}
