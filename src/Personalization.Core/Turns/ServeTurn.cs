using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;

namespace Personalization.Core.Turns;

/// <summary>Decides and counts in one turn of the user: the turn that counts also serves, which makes caps exact.</summary>
public static class ServeTurn
{
    private static readonly CapCounted[] Nothing = [];

    /// <summary>Decides without counting. Changes nothing.</summary>
    /// <param name="plan">What is decided by.</param>
    /// <param name="surface">Where.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="userHash">The stable hash of the user's key.</param>
    /// <param name="explain">Whether to say of every other candidate what stopped it.</param>
    public static Decision Peek(DecisionPlan plan, SurfacePlan surface, in DecisionInputs inputs, ulong userHash, bool explain)
    {
        Span<int> chosen = stackalloc int[SurfaceDefinition.ActionsMaxLimit];
        chosen = chosen[..DecisionEngine.Choose(surface, inputs, chosen)];
        return DecisionEngine.Answer(plan, surface, inputs, chosen, new DecisionId(userHash, inputs.Audience.User.Version, IsPeek: true), explain);
    }

    /// <summary>
    /// Decides, and makes what is to be appended and folded before the turn ends. An unknown user for whom there is nothing
    /// stays unknown: nothing is recorded, and the id is a peek's.
    /// </summary>
    /// <param name="plan">What is decided by.</param>
    /// <param name="surface">Where.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="userHash">The stable hash of the user's key.</param>
    /// <param name="requestId">The caller's key for repeats, or null.</param>
    /// <param name="explain">Whether to say of every other candidate what stopped it.</param>
    public static ServeReply Serve(
        DecisionPlan plan, SurfacePlan surface, in DecisionInputs inputs, ulong userHash, string? requestId, bool explain)
    {
        Span<int> chosen = stackalloc int[SurfaceDefinition.ActionsMaxLimit];
        chosen = chosen[..DecisionEngine.Choose(surface, inputs, chosen)];
        var version = inputs.Audience.User.Version;
        if (version == 0 && chosen.IsEmpty)
        {
            var nothing = DecisionEngine.Answer(plan, surface, inputs, chosen, new DecisionId(userHash, 0, IsPeek: true), explain);
            return new ServeReply(nothing, null, Nothing);
        }

        var decision = DecisionEngine.Answer(plan, surface, inputs, chosen, new DecisionId(userHash, version + 1, IsPeek: false), explain);
        return new ServeReply(decision, Record(decision, surface, inputs, requestId), Counts(decision, surface, inputs, chosen));
    }

    private static Served Record(Decision decision, SurfacePlan surface, in DecisionInputs inputs, string? requestId)
    {
        var actions = new ServedAction[decision.Actions.Length];
        for (var at = 0; at < actions.Length; at++)
        {
            actions[at] = new ServedAction(decision.Actions[at].Id, decision.Actions[at].Variant);
        }

        return new Served
        {
            Id = decision.Id,
            Time = inputs.Audience.Now,
            ReceivedAt = inputs.Audience.Now,
            AccountId = inputs.Audience.AccountId,
            Surface = surface.Definition.Id,
            CatalogHash = decision.Catalog,
            AccountVersion = inputs.Audience.Account?.Version ?? 0,
            Max = inputs.Max ?? 0,
            RequestId = requestId,
            RequestContext = ServedContext.Write(inputs.Audience.Request, inputs.Locale),
            Refused = inputs.Refused,
            Actions = actions,
        };
    }

    private static IReadOnlyList<CapCounted> Counts(Decision decision, SurfacePlan surface, in DecisionInputs inputs, ReadOnlySpan<int> chosen)
    {
        List<CapCounted>? counts = null;
        foreach (var index in chosen)
        {
            if (inputs.Audience.AccountId is { } accountId && surface.Candidates[index] is { Cap: { Per: SubjectSide.Account } cap } candidate)
            {
                (counts ??= []).Add(new CapCounted
                {
                    Id = $"{decision.Id}/{candidate.Action.Id}",
                    Time = inputs.Audience.Now,
                    ReceivedAt = inputs.Audience.Now,
                    AccountId = accountId,
                    CapId = cap.Id,
                    DecisionId = decision.Id,
                });
            }
        }

        return counts ?? (IReadOnlyList<CapCounted>)Nothing;
    }
}
