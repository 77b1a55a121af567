using System.Globalization;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Turns;

/// <summary>What chosen actions take from caps and budgets that the whole tenant shares.</summary>
internal static class SharedLimits
{
    /// <summary>Whether an owner has to be asked.</summary>
    public static bool Ask(SurfacePlan surface, ReadOnlySpan<int> chosen)
    {
        foreach (var index in chosen)
        {
            if (surface.Candidates[index].Shared.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first refusal among what was chosen, taken together; null where every owner has room.</summary>
    /// <param name="surface">Where.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="chosen">The indexes of the chosen candidates.</param>
    /// <param name="owners">The profiles of <see cref="SurfacePlan.SharedOwners"/>.</param>
    /// <param name="place">The place among the chosen of the refused one; their number for none.</param>
    public static Refusal? FindRefusal(SurfacePlan surface, in DecisionInputs inputs, ReadOnlySpan<int> chosen, ReadOnlySpan<Profile> owners, out int place)
    {
        var moment = new Moment(surface, inputs);
        for (place = 0; place < chosen.Length; place++)
        {
            var candidate = surface.Candidates[chosen[place]];
            foreach (var need in candidate.Shared)
            {
                var at = candidate.DeliveryAt(moment) ?? moment.Now;
                var detail = need.CapSlot >= 0
                    ? OfCap(moment, need, owners[need.Owner], at, chosen[..place])
                    : OfBudget(surface, need, owners[need.Owner], moment, chosen[..place]);
                if (detail is not null)
                {
                    return new Refusal(candidate.Action.Id, surface.SharedOwners[need.Owner], detail);
                }
            }
        }

        return null;
    }

    /// <summary>The events of a serve for the owners' streams, in the order of what was chosen.</summary>
    public static IReadOnlyList<SharedAppend> Record(Decision decision, SurfacePlan surface, in DecisionInputs inputs, ReadOnlySpan<int> chosen)
    {
        List<SharedAppend>? appends = null;
        for (var place = 0; place < chosen.Length; place++)
        {
            foreach (var need in surface.Candidates[chosen[place]].Shared)
            {
                (appends ??= []).Add(new SharedAppend(need.Owner, Record(decision, surface, inputs, need, decision.Actions[place])));
            }
        }

        return appends ?? (IReadOnlyList<SharedAppend>)[];
    }

    private static Event Record(Decision decision, SurfacePlan surface, in DecisionInputs inputs, in SharedNeed need, ChosenAction action)
    {
        var now = inputs.Audience.Now;
        var id = CountId.Of(decision.Id, action.Id, surface.SharedOwners[need.Owner]);
        return need.CapSlot >= 0
            ? new CapCounted { Id = id, Time = now, ReceivedAt = inputs.ReceivedAt, CapId = surface.Catalog.Caps[need.CapSlot].Id, DecisionId = decision.Id, CountsAt = action.DeliverAt }
            : new BudgetSpent
            {
                Id = id, Time = now, ReceivedAt = inputs.ReceivedAt, BudgetId = surface.Catalog.Budgets[need.BudgetSlot].Id, DecisionId = decision.Id,
                AmountMillionths = need.AmountMillionths, PeriodStart = PeriodOf(surface, need, now)?.Start ?? Instant.MinValue,
            };
    }

    private static string? OfCap(in Moment moment, in SharedNeed need, Profile owner, Instant at, ReadOnlySpan<int> before)
    {
        var zone = moment.ZoneOf(SubjectSide.Tenant);
        var use = owner.Cap(need.CapSlot, at, zone);
        var together = 0;
        foreach (var index in before)
        {
            var other = moment.Surface.Candidates[index];
            together += Takes(other, need) > 0 && moment.CountsBeside(other, need.CapSlot, at) ? 1 : 0;
        }

        return use.Used + together < use.Max ? null : CapText.Reached(moment.Surface.Catalog.Caps[need.CapSlot], use, together).Detail;
    }

    private static string? OfBudget(SurfacePlan surface, in SharedNeed need, Profile owner, in Moment moment, ReadOnlySpan<int> before)
    {
        var budget = surface.Catalog.Budgets[need.BudgetSlot];
        var period = PeriodOf(surface, need, moment.Now);
        var known = owner.SpentMillionths(need.BudgetSlot, moment.Now);
        var spent = known == long.MaxValue ? budget.MaxMillionths : known;
        foreach (var index in before)
        {
            spent = Saturating.Add(spent, Takes(surface.Candidates[index], need));
        }

        if (budget.MaxMillionths - spent >= need.AmountMillionths)
        {
            return null;
        }

        var unit = budget.Unit.Length == 0 ? "" : " " + budget.Unit;
        var next = period is { } window ? $"next at {window.End}" : "never again";
        return string.Create(CultureInfo.InvariantCulture, $"budget {budget.Id}: {Units(spent)} of {Units(budget.MaxMillionths)}{unit} spent, {Units(need.AmountMillionths)} needed, {next}");
    }

    /// <summary>What a candidate takes from the same owner: 1 of a cap, an amount of a budget.</summary>
    private static long Takes(Candidate candidate, in SharedNeed from)
    {
        foreach (var need in candidate.Shared)
        {
            if (need.Owner == from.Owner)
            {
                return need.CapSlot >= 0 ? 1 : need.AmountMillionths;
            }
        }

        return 0;
    }

    /// <summary>A budget pays when it is promised, so its period is that of now even where delivery comes later.</summary>
    private static CalendarWindow? PeriodOf(SurfacePlan surface, in SharedNeed need, Instant now) =>
        surface.Catalog.Budgets[need.BudgetSlot].Each is { } unit ? CalendarWindow.At(surface.Locality.TenantZone, unit, now) : null;

    private static decimal Units(long millionths) => millionths / 1_000_000m;
}
