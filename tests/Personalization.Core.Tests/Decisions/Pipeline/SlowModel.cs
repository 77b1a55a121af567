using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Decisions.Pipeline.PlantWorld;

namespace Personalization.Core.Tests.Decisions.Pipeline;

/// <summary>The decision the long way: from the list of everything that was served, minute by minute, candidate by candidate, again from the start whenever somebody refuses.</summary>
internal sealed class SlowModel(PlantWorld world, Question question)
{
    private readonly TimeZoneRules zone = world.Catalog.TimeZones.TryFind(question.Zone, out var found) ? found : TenantZone(world.Catalog);
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);

    /// <summary>What is chosen with the times of delivery, and the stage that stopped each of the others.</summary>
    public (List<(string Id, Instant At)> Chosen, Dictionary<string, string> Stages) Decide()
    {
        while (true)
        {
            var chosen = new List<(ActionDefinition Action, Instant At)>();
            var stages = new Dictionary<string, string>(StringComparer.Ordinal);
            var places = Math.Clamp(question.Max ?? question.Surface.ActionsMax, 0, question.Surface.ActionsMax);
            foreach (var action in world.Catalog.Actions
                .Where(action => action.Surfaces.Contains(question.Surface.Id))
                .OrderBy(action => action.Tier).ThenBy(action => -action.Priority).ThenBy(action => action.Id, StringComparer.Ordinal))
            {
                var at = DeliveryAt(action);
                var stage = Stop(action, at, chosen);
                if (stage is null && chosen.Count < places)
                {
                    chosen.Add((action, at!.Value));
                }
                else
                {
                    stages.Add(action.Id, stage ?? "arbitration");
                }
            }

            if (FindRefused(chosen) is not { } id)
            {
                return ([.. chosen.Select(one => (one.Action.Id, one.At))], stages);
            }

            refused.Add(id);
        }
    }

    /// <summary>The time zone of the tenant.</summary>
    public static TimeZoneRules TenantZone(Catalog catalog) => catalog.TimeZones.TryFind(catalog.TimeZone, out var zone) ? zone : TimeZoneRules.Utc;

    /// <summary>Whether a serving is of the calendar window that an instant lies in, or of a later one.</summary>
    public static bool IsInOrAfter(CalendarUnit unit, TimeZoneRules zone, Instant counted, Instant at) => Start(unit, zone.ToLocal(counted)) >= Start(unit, zone.ToLocal(at));

    private string? Stop(ActionDefinition action, Instant? at, List<(ActionDefinition Action, Instant At)> before)
    {
        var answers = world.Answers.Where(one => one.User == question.User && one.ActionId == action.Id).ToList();
        var dismissed = answers.Where(one => one.Outcome == Outcome.Dismissed).Select(one => (Instant?)one.Time).Max();
        var snoozed = answers.Where(one => one.Outcome == Outcome.Snoozed).OrderBy(one => new Stamp(one.Time, StableHash.Of(one.Id))).LastOrDefault()?.Until;
        return action switch
        {
            _ when !action.IsCritical && !world.Catalog.Purposes[0].IsGrantedByDefault => "consent",
            { Audience: "false" } => "audience",
            _ when answers.Any(one => one.Outcome == Outcome.OptedOut) || snoozed > question.Now => "preferences",
            _ when !action.IsCritical && (Last(said => said.SnoozedUntil is not null)?.SnoozedUntil > question.Now || !IsTopicOn(action.TopicSlot) || world.Catalog.Actions.Any(other => IsLike(action, other) && IsLessWanted(other.Id))) => "preferences",
            _ when Capped(action).Any(cap => cap.Per != SubjectSide.Tenant && IsFull(cap, at ?? question.Now, before)) => "caps",
            _ when !action.IsCritical && action.TopicSlot >= 0 && IsDigestTaken(action, at ?? question.Now, before) => "caps",
            _ when action.CoolDown is { } rest && dismissed + rest > question.Now => "caps",
            _ when at is null => "timing",
            _ when refused.Contains(action.Id) => "budget",
            { GroupSlot: >= 0 and var group } when before.Count(one => one.Action.GroupSlot == group) >= world.Catalog.Groups[group].Max => "arbitration",
            _ when question.Surface.TagLimits.Any(limit => action.Tags.Contains(limit.Tag) && before.Count(one => one.Action.Tags.Contains(limit.Tag)) >= limit.Max) => "arbitration",
            _ => null,
        };
    }

    private Instant? DeliveryAt(ActionDefinition action)
    {
        var isQuietSurface = question.Surface.QuietHoursSlot >= 0;
        for (var minutes = 0; minutes < 8 * 1_440; minutes++)
        {
            var at = question.Now + TimeSpan.FromMinutes(minutes);
            var local = zone.ToLocal(at);
            var isQuiet = isQuietSurface && (local.Hour is >= 22 or < 7 || local.Weekday == DayOfWeek.Sunday);
            var minute = (local.Hour * 60) + local.Minute;
            var isBest = action.BestTime is null || (local.Weekday is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && minute is >= 540 and < 690);
            if (!isQuiet && isBest && (action.IsCritical || !IsOwnQuiet(minute, local.Weekday)))
            {
                return at;
            }

            if (!question.Surface.DefersDelivery)
            {
                return null;
            }
        }

        throw new InvalidOperationException("No week is without a good minute.");
    }

    /// <summary>What the person said last of what they said about something.</summary>
    private Preferred? Last(Func<Preferred, bool> isAbout) => world.Preferences
        .Where(one => one.User == question.User && isAbout(one.Said))
        .Select(one => one.Said)
        .MaxBy(said => new Stamp(said.Time, StableHash.Of(said.Id)));

    /// <summary>Whether something that comes together with an action was or is to be delivered in the same day or week, or later, and at another time.</summary>
    private bool IsDigestTaken(ActionDefinition action, Instant at, List<(ActionDefinition Action, Instant At)> before)
    {
        var topic = world.Catalog.Topics[action.TopicSlot].Id;
        var (whose, word) = Frequency(topic) is { } own ? (topic, own) : topic == "part" ? ("all", Frequency("all")) : (topic, null);
        if (word is not ("daily" or "weekly"))
        {
            return false;
        }

        var unit = word == "daily" ? CalendarUnit.Day : CalendarUnit.Week;
        return world.Servings.Any(one => one.User == question.User && one.Surface.Channel == question.Surface.Channel && IsTogether(one.Action) && IsInOrAfter(unit, zone, one.CountsAt, at))
            || before.Any(one => IsTogether(one.Action) && one.At != at && IsInOrAfter(unit, zone, one.At, at));

        bool IsTogether(ActionDefinition other) => !other.IsCritical && other.TopicSlot >= 0 && world.Catalog.Topics[other.TopicSlot].Id is var of
            && (of == whose || (whose == "all" && of == "part" && Frequency("part") is null));
    }

    private string? Frequency(string topic) => Last(said => said.Digest.TryGet(topic, out _))?.Digest.Entries[0].Value.AsString;

    private static bool IsLike(ActionDefinition one, ActionDefinition other) => one.Id == other.Id || (one.TopicSlot >= 0 && one.TopicSlot == other.TopicSlot);

    private bool IsLessWanted(string action)
    {
        var answers = world.Answers.Where(one => one.User == question.User && one.ActionId == action && one.Outcome == Outcome.LessLikeThis)
            .Select(one => (Stamp: new Stamp(one.Time, StableHash.Of(one.Id)), IsLess: true));
        var words = world.Preferences.Where(one => one.User == question.User && one.Said.LessLike.TryGet(action, out _))
            .Select(one => (Stamp: new Stamp(one.Said.Time, StableHash.Of(one.Said.Id)), IsLess: one.Said.LessLike.Entries[0].Value.AsBool));
        var last = answers.Concat(words).OrderBy(one => one.Stamp).LastOrDefault();
        return last.IsLess && last.Stamp.Time + world.Catalog.LessLikeThis > question.Now;
    }

    private bool IsTopicOn(int slot)
    {
        if (slot < 0)
        {
            return true;
        }

        var topic = world.Catalog.Topics[slot];
        var (channel, parent) = (question.Surface.Channel, topic.Id == "part" ? "all" : null);
        return new[] { $"{topic.Id}/{channel}", topic.Id, $"{parent}/{channel}", parent ?? "" }.Select(Said).FirstOrDefault(said => said is not null)
            ?? (topic.Id == "part" ? channel != "email" : topic.IsOnByDefault ?? true);
    }

    private bool? Said(string setting) => Last(said => said.Topics.TryGet(setting, out _))?.Topics.Entries[0].Value.AsBool;

    private bool IsOwnQuiet(int minute, DayOfWeek day) => Array.IndexOf(RandomPlant.OwnQuietHours, Last(said => said.QuietHours is not null)?.QuietHours) switch
    {
        1 => minute is >= 18 * 60 or < (9 * 60) + 30,
        2 => day is DayOfWeek.Tuesday or DayOfWeek.Saturday || minute is >= 9 * 60 and < (10 * 60) + 15,
        _ => false,
    };

    private IEnumerable<CapDefinition> Capped(ActionDefinition action) =>
        world.Catalog.Caps.Where((cap, slot) => Counts(cap, slot, action, question.Surface));

    private static bool Counts(CapDefinition cap, int slot, ActionDefinition action, SurfaceDefinition surface) =>
        action.CapSlots.Contains(slot) || cap.Scope.Surfaces.Contains(surface.Id) || cap.Scope.Channels.Contains(surface.Channel) || cap.Scope.Tags.Intersect(action.Tags).Any();

    private bool IsFull(CapDefinition cap, Instant at, List<(ActionDefinition Action, Instant At)> before)
    {
        var capZone = cap.Per == SubjectSide.User ? zone : TenantZone(world.Catalog);
        var used = cap.Per == SubjectSide.Account && question.AccountId is null
            ? 0
            : world.Servings.Count(one => IsOwners(cap, one) && Counts(cap, Slot(cap), one.Action, one.Surface) && IsInWindow(one.CountsAt));
        return used + before.Count(one => Counts(cap, Slot(cap), one.Action, question.Surface) && IsInWindow(one.At)) >= cap.Max;

        bool IsInWindow(Instant counted) => cap switch
        {
            { Window: { } window } => counted > at - window,
            { Each: { } unit } => IsInOrAfter(unit, capZone, counted, at),
            _ => true,
        };
    }

    private bool IsOwners(CapDefinition cap, Serving serving) => cap.Per switch
    {
        SubjectSide.User => serving.User == question.User,
        SubjectSide.Account => serving.AccountId == question.AccountId,
        _ => true,
    };

    /// <summary>The first of the chosen whom a cap of the tenant or a budget has no room for.</summary>
    private string? FindRefused(List<(ActionDefinition Action, Instant At)> chosen)
    {
        for (var place = 0; place < chosen.Count; place++)
        {
            var (action, at) = chosen[place];
            var before = chosen[..place];
            if (Capped(action).Any(cap => cap.Per == SubjectSide.Tenant && IsFull(cap, at, before))
                || action.Spends.Any(spend => Spent(spend.BudgetSlot) + before.Sum(one => Takes(one.Action, spend.BudgetSlot)) + spend.AmountMillionths > world.Catalog.Budgets[spend.BudgetSlot].MaxMillionths))
            {
                return action.Id;
            }
        }

        return null;
    }

    private long Spent(int budget)
    {
        var tenant = TenantZone(world.Catalog);
        return world.Servings
            .Where(one => world.Catalog.Budgets[budget].Each is not { } unit || Start(unit, tenant.ToLocal(one.Time)) == Start(unit, tenant.ToLocal(question.Now)))
            .Sum(one => Takes(one.Action, budget));
    }

    private int Slot(CapDefinition cap) => world.Catalog.Caps.IndexOf(cap);

    private static long Takes(ActionDefinition action, int budget) => action.Spends.Where(spend => spend.BudgetSlot == budget).Sum(spend => spend.AmountMillionths);

    private static DateOnly Start(CalendarUnit unit, LocalTime local)
    {
        var day = new DateOnly((int)local.Date.Year, local.Date.Month, local.Date.Day);
        return unit switch
        {
            CalendarUnit.Day => day,
            CalendarUnit.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            _ => new DateOnly(day.Year, day.Month, 1),
        };
    }
}
