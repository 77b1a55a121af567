using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Outcome = Personalization.Core.Events.Outcome;

namespace Personalization.Core.Tests.Decisions;

/// <summary>Random surfaces, caps, preferences and consents against a decision that is made the long way: every stage of every candidate, in the order of the design.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Audiences =
        ["true", "false", "user.counters.failures > 0", "user.counters.failures > 0 && account.meters.runs.ratio >= 0.8", "!(user.role == \"admin\")", "1 / user.counters.failures > 100"];

    [Fact]
    public void Choosing_early_is_choosing_the_long_way_and_explaining_agrees() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var office = new Office(1, catalog => Shuffle(catalog, random));
            var history = new OfficeHistory(office, random);
            var inputs = history.Inputs(random.Next(3) == 0 ? random.Next(-1, 6) : null, isOfAccount: random.Next(4) > 0);
            var expected = Choose(office, history, inputs, out var stages);

            var chosen = new int[SurfaceDefinition.ActionsMaxLimit];
            chosen = chosen[..DecisionEngine.Choose(office.Surface, inputs, chosen)];
            var explained = DecisionEngine.Answer(office.Plan, office.Surface, inputs, chosen, default, explain: true);
            Assert.Equal(expected, explained.Actions.Select(action => action.Id));
            Assert.Equal(stages, explained.Rejected.ToDictionary(one => one.Id, one => one.Stage));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static List<string> Choose(Office office, OfficeHistory history, in DecisionInputs inputs, out Dictionary<string, string> stages)
    {
        var chosen = new List<string>();
        var used = new Dictionary<int, int>();
        stages = [];
        var places = Math.Min(3, Math.Max(0, inputs.Max ?? 3));
        foreach (var action in office.Catalog.Actions.OrderBy(action => -action.Priority).ThenBy(action => action.Id, StringComparer.Ordinal))
        {
            var stage = Stop(office, history, action, inputs, used.GetValueOrDefault(Slot(action)));
            if (stage is null && chosen.Count < places)
            {
                chosen.Add(action.Id);
                used[Slot(action)] = used.GetValueOrDefault(Slot(action)) + 1;
            }
            else
            {
                stages.Add(action.Id, stage ?? "arbitration");
            }
        }

        return chosen;
    }

    private static int Slot(ActionDefinition action) => action.CapSlots.IsEmpty ? -1 : action.CapSlots[0];

    private static string? Stop(Office office, OfficeHistory history, ActionDefinition action, DecisionInputs inputs, int together)
    {
        if (!action.IsCritical && !(Agrees(office, history, 0) && Agrees(office, history, action.PurposeSlot)))
        {
            return "consent";
        }

        if (!IsMatch(office, action.Audience, inputs))
        {
            return "audience";
        }

        var answers = history.OfUser.OfType<OutcomeRecorded>().Where(one => one.ActionId == action.Id).ToArray();
        if (answers.Any(one => one.Outcome == Outcome.OptedOut)
            || answers.Where(one => one.Outcome == Outcome.Snoozed).MaxBy(one => new Stamp(one.Time, StableHash.Of(one.Id)))?.Until > inputs.Audience.Now)
        {
            return "preferences";
        }

        if (!action.IsCritical && (Last(history, one => one.SnoozedUntil is not null)?.SnoozedUntil > inputs.Audience.Now || (action.TopicSlot == 0 && !IsTopicOn(office, history))))
        {
            return "preferences";
        }

        return Slot(action) >= 0 && Used(office, history, office.Catalog.Caps[Slot(action)], inputs) + together >= office.Catalog.Caps[Slot(action)].Max ? "caps" : null;
    }

    private static bool Agrees(Office office, OfficeHistory history, int purpose) => history.OfUser.OfType<Consented>()
        .Where(one => one.Consents.TryGet(office.Catalog.Purposes[purpose].Id, out _))
        .MaxBy(one => new Stamp(one.Time, StableHash.Of(one.Id))) is { } last
        ? last.Consents.Entries[0].Value.AsBool
        : office.Catalog.Purposes[purpose].IsGrantedByDefault;

    private static bool IsTopicOn(Office office, OfficeHistory history) =>
        (Last(history, one => one.Topics.TryGet("tips/in_app", out _)) ?? Last(history, one => one.Topics.TryGet("tips", out _))) is { } last
            ? last.Topics.Entries[0].Value.AsBool
            : office.Catalog.Topics[0].IsOnByDefault ?? true;

    private static Preferred? Last(OfficeHistory history, Func<Preferred, bool> isAbout) =>
        history.OfUser.OfType<Preferred>().Where(isAbout).MaxBy(one => new Stamp(one.Time, StableHash.Of(one.Id)));

    private static bool IsMatch(Office office, string audience, DecisionInputs inputs)
    {
        var failures = office.User.Count(0, inputs.Audience.Now);
        return Array.IndexOf(Audiences, audience) switch
        {
            0 => true,
            1 => false,
            2 => failures > 0,
            3 => failures > 0 && inputs.Audience.Account is not null,
            _ => false,
        };
    }

    private static int Used(Office office, OfficeHistory history, CapDefinition cap, DecisionInputs inputs)
    {
        var after = cap.Window is { } window ? inputs.Audience.Now - window : Instant.MinValue;
        if (cap.Per == SubjectSide.Account)
        {
            return inputs.Audience.Account is null ? 0 : history.OfAccount.OfType<CapCounted>().Count(one => one.CapId == cap.Id && one.Time > after);
        }

        var capped = office.Catalog.Actions.Where(action => Slot(action) >= 0 && office.Catalog.Caps[Slot(action)] == cap).Select(action => action.Id).ToHashSet();
        return history.OfUser.OfType<Served>().Where(one => one.Time > after).Sum(one => one.Actions.Count(action => capped.Contains(action.Id)));
    }

    private static Catalog Shuffle(Catalog catalog, Random random) => catalog with
    {
        Purposes = random.Next(4) == 0 ? [PurposeDefinition.BuiltIn[0] with { IsGrantedByDefault = false }, .. PurposeDefinition.BuiltIn.Skip(1)] : catalog.Purposes,
        Topics = [new("tips") { IsOnByDefault = random.Next(4) == 0 ? false : null }],
        Caps =
        [
            .. Enumerable.Range(0, 4).Select(at => new CapDefinition(
                $"cap.{at}", at % 2 == 0 ? SubjectSide.User : SubjectSide.Account, random.Next(1, 4), random.Next(3) == 0 ? null : TimeSpan.FromHours(random.Next(1, 8)))),
        ],
        Actions =
        [
            .. catalog.Actions.Take(12).Select(action => action with
            {
                Audience = Audiences[random.Next(3) == 0 ? random.Next(Audiences.Length) : 0],
                Priority = random.Next(4),
                CapSlots = random.Next(-1, 4) is >= 0 and var slot ? [slot] : [],
                IsCritical = random.Next(4) == 0,
                TopicSlot = random.Next(-1, 1),
                PurposeSlot = random.Next(3) == 0 ? PurposeDefinition.MarketingSlot : PurposeDefinition.PersonalizationSlot,
            }),
        ],
    };
}
