using System.Collections.Frozen;
using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles.Folding;

namespace Personalization.Core.Profiles;

/// <summary>What a catalog makes of events, compiled for folding: event name to the state that it changes, by slot.</summary>
public sealed class FoldPlan
{
    private readonly FrozenDictionary<string, FoldInstruction[]> userEvents;
    private readonly FrozenDictionary<string, FoldInstruction[]> accountEvents;
    private readonly FrozenDictionary<string, TraitType> userTraits;
    private readonly FrozenDictionary<string, TraitType> accountTraits;
    private readonly FrozenSet<string> expiring;
    private readonly FrozenDictionary<string, int[][]> surfaceCaps;
    private readonly int[][] namedCaps;
    private readonly int topicStride;

    private FoldPlan(Catalog catalog)
    {
        Histories = Catalogs.Histories.Of(catalog);
        HistoryShapes = [.. Histories.Select(CounterShape.Of)];
        Meters = [.. catalog.Meters.Select(meter => new MeterShape(meter.UsedMode, meter.Period))];
        ChecklistTotals = [.. catalog.Checklists.Select(checklist => checklist.Steps.Length)];
        Counters = [.. catalog.Counters.Select(CounterShape.Of)];
        Caps = [.. catalog.Caps.Select(CapShape.Of)];
        Budgets = [.. catalog.Budgets.Select(budget => BudgetShape.Of(budget, catalog.Zone))];
        CapSlots = Slots(catalog.Caps, cap => cap.Id);
        ActionSlots = Slots(catalog.Actions, action => action.Id);
        PurposeSlots = Slots(catalog.Purposes, purpose => purpose.Id);
        PurposesByCategory = catalog.Purposes
            .SelectMany((purpose, slot) => purpose.MeantBy.Select(category => (category, slot)))
            .ToLookup(one => one.category, one => one.slot, StringComparer.Ordinal)
            .ToFrozenDictionary(meant => meant.Key, meant => meant.ToArray(), StringComparer.Ordinal);
        TopicSlots = Slots(catalog.TopicSettings, setting => setting);
        DataSourceSlots = Slots(catalog.DataSources, source => source.Id);
        BudgetSlots = Slots(catalog.Budgets, budget => budget.Id);
        namedCaps = [.. catalog.Actions.Select(action => action.CapSlots.ToArray())];
        surfaceCaps = catalog.Surfaces.ToFrozenDictionary(
            surface => surface.Id,
            surface => catalog.Actions.Select(action => catalog.CapsOf(action, surface).ToArray()).ToArray(),
            StringComparer.Ordinal);
        DigestTopics = [.. catalog.Actions.Select(action => action.IsCritical ? -1 : action.TopicSlot)];
        DigestChannels = Channels(catalog);
        topicStride = catalog.Channels.Length + 1;
        expiring = catalog.Events.Where(contract => contract.Retention is not null).Select(contract => contract.Name).ToFrozenSet(StringComparer.Ordinal);
        Traits = [.. catalog.Traits.Select((trait, slot) => new TraitType(slot, trait))];
        ErrorCount = catalog.Errors.Length;
        FeatureCount = catalog.Features.Length;
        PathsMax = Math.Clamp(catalog.PathLength, 0, Limits.PathsMax);
        Hash = FoldPlanHash.Of(catalog, Histories);
        userEvents = FoldInstructions.Compile(catalog, Histories, SubjectSide.User);
        accountEvents = FoldInstructions.Compile(catalog, Histories, SubjectSide.Account);
        userTraits = TraitsOf(SubjectSide.User);
        accountTraits = TraitsOf(SubjectSide.Account);
    }

    /// <summary>A 64-bit hash of those parts of the catalog that folding depends on: profiles of plans with the same hash can take each other's place.</summary>
    public ulong Hash { get; }

    /// <summary>What profiles keep of events because expressions of the catalog ask for it, by slot.</summary>
    public ImmutableArray<HistoryDefinition> Histories { get; }

    internal CounterShape[] HistoryShapes { get; }

    internal MeterShape[] Meters { get; }

    internal int[] ChecklistTotals { get; }

    internal CounterShape[] Counters { get; }

    internal CapShape[] Caps { get; }

    internal BudgetShape[] Budgets { get; }

    internal FrozenDictionary<string, int> CapSlots { get; }

    internal FrozenDictionary<string, int> ActionSlots { get; }

    internal FrozenDictionary<string, int> BudgetSlots { get; }

    internal FrozenDictionary<string, int> PurposeSlots { get; }

    /// <summary>The slots of the purposes that a category of a consent banner means.</summary>
    internal FrozenDictionary<string, int[]> PurposesByCategory { get; }

    /// <summary>The slots of what a person can turn on and off; see <see cref="Catalog.TopicSettings"/>.</summary>
    internal FrozenDictionary<string, int> TopicSlots { get; }

    /// <summary>The slots of the actions' topics; -1 where there is none, and for what is critical: it comes whatever else does.</summary>
    internal int[] DigestTopics { get; }

    /// <summary>The places of the surfaces' channels among those of the catalog, by surface.</summary>
    internal FrozenDictionary<string, int> DigestChannels { get; }

    /// <summary>The slots of the sources of data.</summary>
    internal FrozenDictionary<string, int> DataSourceSlots { get; }

    internal TraitType[] Traits { get; }

    internal int ErrorCount { get; }

    internal int FeatureCount { get; }

    internal int PathsMax { get; }

    /// <summary>The texts that profiles of this plan share.</summary>
    internal TextPool Texts { get; } = new();

    /// <summary>Compiles the folding part of a checked catalog.</summary>
    /// <exception cref="ArgumentException">It has more than <see cref="Limits.SlotsMax"/> definitions of one kind, more than <see cref="Limits.PurposesMax"/> purposes, or two of one name, a checklist more than <see cref="ChecklistDefinition.StepsMax"/> steps, or a cap more than <see cref="CapDefinition.MaxLimit"/>.</exception>
    public static FoldPlan Compile(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ReadOnlySpan<int> lengths =
        [
            catalog.Traits.Length, catalog.Errors.Length, catalog.Meters.Length, catalog.Checklists.Length, catalog.Features.Length,
            catalog.Counters.Length, catalog.Caps.Length, catalog.Actions.Length, catalog.Budgets.Length,
            catalog.TopicSettings.Length, catalog.DataSources.Length,
        ];
        foreach (var length in lengths)
        {
            if (length > Limits.SlotsMax)
            {
                throw new ArgumentException($"The catalog has {length} definitions of one kind; {Limits.SlotsMax} are the most.", nameof(catalog));
            }
        }

        if (catalog.Purposes.Length > Limits.PurposesMax)
        {
            throw new ArgumentException($"The catalog has {catalog.Purposes.Length} purposes; {Limits.PurposesMax} are the most.", nameof(catalog));
        }

        if (catalog.Checklists.Any(checklist => checklist.Steps.Length > ChecklistDefinition.StepsMax)
            || catalog.Caps.Any(cap => cap.Max is < 1 or > CapDefinition.MaxLimit))
        {
            throw new ArgumentException("A checklist or a cap of the catalog is larger than its limit.", nameof(catalog));
        }

        return new FoldPlan(catalog);
    }

    /// <summary>What an event name does to a profile of this side; empty for nothing.</summary>
    internal ReadOnlySpan<FoldInstruction> Instructions(SubjectSide side, string eventName) =>
        (side == SubjectSide.User ? userEvents : accountEvents).GetValueOrDefault(eventName);

    /// <summary>Whether events of a name go after a time, so that nothing lasting may be made of one.</summary>
    internal bool Expires(string eventName) => expiring.Count > 0 && expiring.Contains(eventName);

    /// <summary>The slots of the caps that count an action on a surface; on one that the catalog no longer has, those that the action names.</summary>
    internal ReadOnlySpan<int> CapsOf(string surfaceId, int actionSlot) => surfaceCaps.GetValueOrDefault(surfaceId, namedCaps)[actionSlot];

    /// <summary>What a person can turn on and off that an action is of where it is served: its topic on the surface's channel; -1 where there is none.</summary>
    internal int DigestSlot(string surfaceId, int actionSlot) =>
        DigestTopics[actionSlot] is >= 0 and var topic && DigestChannels.TryGetValue(surfaceId, out var channel) ? (topic * topicStride) + 1 + channel : -1;

    /// <summary>A declared trait of this side by the name that senders write; null for none.</summary>
    internal TraitType? Trait(SubjectSide side, string name) =>
        (side == SubjectSide.User ? userTraits : accountTraits).GetValueOrDefault(name);

    private static FrozenDictionary<string, int> Channels(Catalog catalog)
    {
        var channels = catalog.Channels;
        return catalog.Surfaces.ToFrozenDictionary(surface => surface.Id, surface => channels.IndexOf(surface.Channel), StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, int> Slots<T>(ImmutableArray<T> definitions, Func<T, string> id) =>
        definitions.Select((definition, slot) => KeyValuePair.Create(id(definition), slot)).ToFrozenDictionary(StringComparer.Ordinal);

    private FrozenDictionary<string, TraitType> TraitsOf(SubjectSide side) =>
        Traits.Where(trait => trait.Of == side).ToFrozenDictionary(trait => trait.Name, StringComparer.Ordinal);
}
