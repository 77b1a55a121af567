using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Profiles;

namespace Personalization.Core.Turns;

/// <summary>Decides and counts in one turn of the user: the turn that counts also serves, which makes caps exact.</summary>
public static class ServeTurn
{
    private static readonly CapCounted[] NothingCounted = [];

    /// <summary>Decides without counting. Changes nothing.</summary>
    /// <param name="plan">What is decided by.</param>
    /// <param name="surface">Where.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="userHash">The stable hash of the user's key.</param>
    /// <param name="explain">Whether to say of every other candidate what stopped it.</param>
    /// <param name="owners">The profiles of <see cref="SurfacePlan.SharedOwners"/>, or empty where they have not been asked for yet.</param>
    /// <returns>Null where the owners are needed and were not given.</returns>
    public static Decision? Peek(
        DecisionPlan plan, SurfacePlan surface, DecisionInputs inputs, ulong userHash, bool explain, ReadOnlySpan<Profile> owners)
    {
        ArgumentNullException.ThrowIfNull(surface);
        Span<int> chosen = stackalloc int[SurfaceDefinition.ActionsMaxLimit];
        if (!TryChoose(surface, ref inputs, ref chosen, owners))
        {
            return null;
        }

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
    /// <param name="owners">The profiles of <see cref="SurfacePlan.SharedOwners"/>, held until what is asked for is appended; or empty where they have not been asked for yet.</param>
    /// <returns>Null where the owners are needed and were not given.</returns>
    public static ServeReply? Serve(
        DecisionPlan plan, SurfacePlan surface, DecisionInputs inputs, ulong userHash, string? requestId, bool explain, ReadOnlySpan<Profile> owners)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(surface);
        Span<int> chosen = stackalloc int[SurfaceDefinition.ActionsMaxLimit];
        if (!TryChoose(surface, ref inputs, ref chosen, owners))
        {
            return null;
        }

        var version = inputs.Audience.User.Version;
        if (version == 0 && chosen.IsEmpty)
        {
            var nothing = DecisionEngine.Answer(plan, surface, inputs, chosen, new DecisionId(userHash, 0, IsPeek: true), explain);
            return new ServeReply(nothing, null, NothingCounted, []);
        }

        var decision = DecisionEngine.Answer(plan, surface, inputs, chosen, new DecisionId(userHash, version + 1, IsPeek: false), explain);
        return new ServeReply(
            decision,
            Record(decision, surface, inputs, requestId, plan.Locality.LanguageOf(inputs.Audience)),
            Counts(decision, surface, inputs, chosen),
            SharedLimits.Record(decision, surface, inputs, chosen));
    }

    /// <summary>Chooses, asks the owners of what the tenant shares, and chooses again without what they refuse, until nothing is refused.</summary>
    /// <returns>False where an owner would have to be asked and is not there.</returns>
    private static bool TryChoose(SurfacePlan surface, ref DecisionInputs inputs, ref Span<int> chosen, ReadOnlySpan<Profile> owners)
    {
        var places = chosen;
        List<Refusal>? refused = null;
        chosen = places[..DecisionEngine.Choose(surface, inputs, places)];
        while (SharedLimits.Ask(surface, chosen))
        {
            if (owners.IsEmpty)
            {
                return false;
            }

            if (SharedLimits.FindRefusal(surface, inputs, chosen, owners, out var place) is not { } refusal)
            {
                break;
            }

            // Each round goes on behind the refused one, so it ends, and an empty budget costs no more than a look at each candidate.
            (refused ??= [.. inputs.Refused]).Add(refusal);
            chosen = places[..DecisionEngine.ChooseWithout(surface, inputs, places, place)];
        }

        inputs = refused is null ? inputs : inputs with { Refused = [.. refused] };
        return true;
    }

    /// <summary>The record of a decision: with the profiles that were read, everything that it takes to make it again.</summary>
    internal static Served Record(Decision decision, SurfacePlan surface, in DecisionInputs inputs, string? requestId, string? language)
    {
        var actions = new ServedAction[decision.Actions.Length];
        for (var at = 0; at < actions.Length; at++)
        {
            var action = decision.Actions[at];
            actions[at] = new ServedAction(action.Id, action.Variant) { DeliverAt = action.DeliverAt, Fills = action.Fills };
        }

        return new Served
        {
            Id = decision.Id,
            Time = inputs.Audience.Now,
            ReceivedAt = inputs.ReceivedAt,
            AccountId = inputs.Audience.AccountId,
            Surface = surface.Definition.Id,
            CatalogHash = decision.Catalog,
            AccountVersion = inputs.Audience.Account?.Version ?? 0,
            Max = inputs.Max is { } max ? Math.Max(0, max) : null,
            RequestId = requestId,
            RequestContext = ServedContext.Write(inputs.Audience.Request, language),
            Refused = inputs.Refused,
            Actions = actions,
        };
    }

    private static IReadOnlyList<CapCounted> Counts(Decision decision, SurfacePlan surface, in DecisionInputs inputs, ReadOnlySpan<int> chosen)
    {
        if (inputs.Audience.AccountId is not { } accountId)
        {
            return NothingCounted;
        }

        List<CapCounted>? counts = null;
        for (var place = 0; place < chosen.Length; place++)
        {
            foreach (var at in surface.Candidates[chosen[place]].Caps)
            {
                if (surface.Caps[at] is { Per: SubjectSide.Account } cap)
                {
                    (counts ??= []).Add(new CapCounted
                    {
                        Id = CountId.Of(decision.Id, decision.Actions[place].Id, cap.Id),
                        Time = inputs.Audience.Now,
                        ReceivedAt = inputs.ReceivedAt,
                        AccountId = accountId,
                        CapId = cap.Id,
                        DecisionId = decision.Id,
                        CountsAt = decision.Actions[place].DeliverAt,
                    });
                }
            }
        }

        return counts ?? (IReadOnlyList<CapCounted>)NothingCounted;
    }
}
