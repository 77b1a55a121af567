using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads actions.</summary>
/// <param name="scope">The merged files.</param>
/// <param name="states">Everything of the catalog but its actions.</param>
internal sealed class ActionReader(CatalogScope scope, Catalog states)
{
    private static readonly TimeSpan AttributionWindowUnasked = TimeSpan.FromDays(7);
    private readonly SelectorReader selectors = new(scope);
    private readonly ContentReader contents = new(scope, states.DefaultLocale);

    /// <summary>Reads all of them.</summary>
    public ImmutableArray<ActionDefinition> Read() => [.. scope.Section(SectionNames.Actions).Select(Read)];

    private ActionDefinition Read(Definition definition)
    {
        var goal = definition.Node["goal"];
        var surfaces = definition.Required("surfaces").Items;
        foreach (var surface in surfaces)
        {
            scope.Require(SectionNames.Surfaces, surface, "unknown_surface", "surface");
        }

        return new ActionDefinition
        {
            Id = definition.Id,
            Kind = definition.Text("kind"),
            Surfaces = [.. surfaces.Select(surface => surface.Text)],
            Audience = definition.Text("audience"),
            Tier = ReadTier(definition.Node["tier"]),
            Priority = definition.Number("priority", 0),
            Tags = [.. (definition.Node["tags"]?.Items ?? []).Select(tag => tag.Text)],
            GroupSlot = ReadGroup(definition.Node["group"]),
            CapSlots = ReadCaps(definition),
            Spends = ReadSpends(definition.Node["spends"]),
            CoolDown = Durations.ReadRest(definition.Node["coolDown"], scope.Problems),
            BestTime = definition.Node["bestTime"] is { } best ? new BestTime(new WeeklyHours(Schedules.Parse(best))) : null,
            PurposeSlot = ReadPurpose(definition.Node["purpose"]),
            TopicSlot = ReadTopic(definition.Node["topic"]),
            IsCritical = definition.Flag("critical"),
            Goal = goal is null ? null : selectors.Read(goal, null),
            AttributionWindow = goal?["within"] is { } within ? Durations.Parse(within.Text) : AttributionWindowUnasked,
            Content = contents.ReadContent(definition),
            Why = contents.ReadWhy(definition),
            Owner = definition.Text("owner"),
            ReviewBy = definition.Date("reviewBy"),
        };
    }

    private int ReadPurpose(SourceNode? purpose)
    {
        if (purpose is null)
        {
            return PurposeDefinition.PersonalizationSlot;
        }

        string[] names = [.. states.Purposes.Select(one => one.Id)];
        scope.Require(names, purpose, "unknown_purpose", "purpose", "Purposes are");
        return Math.Max(PurposeDefinition.PersonalizationSlot, Array.IndexOf(names, purpose.Text));
    }

    private int ReadTopic(SourceNode? topic)
    {
        if (topic is null)
        {
            return -1;
        }

        scope.Require(SectionNames.Topics, topic, "unknown_topic", "topic");
        return Slots.Find(states.Topics, one => one.Id, topic.Text);
    }

    private int ReadTier(SourceNode? tier)
    {
        if (tier is null)
        {
            return Math.Max(0, states.Tiers.Length - 1);
        }

        scope.Require(scope.Tiers.Select(one => one.Text), tier, "unknown_tier", "tier", "Tiers are");
        return states.Tiers.IndexOf(tier.Text);
    }

    private int ReadGroup(SourceNode? group)
    {
        if (group is null)
        {
            return -1;
        }

        scope.Require(SectionNames.Groups, group, "unknown_group", "exclusion group");
        return Slots.Find(states.Groups, one => one.Id, group.Text);
    }

    private ImmutableArray<int> ReadCaps(Definition definition)
    {
        var slots = new SortedSet<int>();
        foreach (var cap in (definition.Node["caps"]?.Items ?? []).Concat(definition.Node["cap"] is { } one ? [one] : []))
        {
            scope.Require(scope.Sources.Ids(SectionNames.Caps).Concat(scope.Sources.Ids(SectionNames.Gaps)), cap, "unknown_cap", "cap", "Defined are");
            slots.Add(Slots.Find(states.Caps, known => known.Id, cap.Text));
        }

        return [.. slots.Where(slot => slot >= 0)];
    }

    private ImmutableArray<ActionSpend> ReadSpends(SourceNode? spends)
    {
        var read = ImmutableArray.CreateBuilder<ActionSpend>();
        foreach (var spend in (spends?.Entries ?? []).OrderBy(spend => spend.Key, StringComparer.Ordinal))
        {
            scope.Require(SectionNames.Budgets, spend.Name, "unknown_budget", "budget");
            read.Add(new ActionSpend(Slots.Find(states.Budgets, budget => budget.Id, spend.Key), Amounts.Read(spend.Value, scope.Problems)));
        }

        return read.ToImmutable();
    }
}
