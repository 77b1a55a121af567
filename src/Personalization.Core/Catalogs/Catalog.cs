using System.Collections.Immutable;
using Personalization.Core.Calendars;

namespace Personalization.Core.Catalogs;

/// <summary>
/// One version of everything that a product team writes: what events mean and what may be shown to whom.
/// Immutable and complete: references are resolved, expressions have been checked. Core knows no name but through it.
/// </summary>
/// <remarks>The index of a definition in its list is its slot: profiles and compiled plans address state by slot.</remarks>
public sealed record Catalog
{
    /// <summary>The catalog's own name.</summary>
    public required string Name { get; init; }

    /// <summary>The content hash of the canonical bundle.</summary>
    public required CatalogHash Hash { get; init; }

    /// <summary>What becomes of events without a contract.</summary>
    public UnknownEventPolicy UnknownEvents { get; init; } = UnknownEventPolicy.Reject;

    /// <summary>
    /// What becomes of properties that no contract names: of events without a contract, of views (whose properties are dropped where events would be refused), and what contracts say that
    /// say nothing of it themselves.
    /// </summary>
    public UnknownFieldPolicy UnknownProperties { get; init; } = UnknownFieldPolicy.Keep;

    /// <summary>What becomes of traits that are not declared.</summary>
    public UnknownFieldPolicy UnknownTraits { get; init; } = UnknownFieldPolicy.Keep;

    /// <summary>The sensitive traits, and properties as <c>event.property</c>, that expressions may read all the same.</summary>
    public ImmutableArray<string> AllowedSensitive { get; init; } = [];

    /// <summary>The locale of texts where no better one is to be had, such as <c>en</c>.</summary>
    public string DefaultLocale { get; init; } = "en";

    /// <summary>The time zones that subjects can be in.</summary>
    public TimeZoneTable TimeZones { get; init; } = TimeZoneTable.UtcOnly;

    /// <summary>The IANA name of the time zone of the tenant, and of subjects who did not say.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The time zone of that name; UTC for one that <see cref="TimeZones"/> does not know.</summary>
    public TimeZoneRules Zone => TimeZones.TryFind(TimeZone, out var zone) ? zone : TimeZoneRules.Utc;

    /// <summary>The slot of the user's trait that names a time zone, or -1. It goes before what events were sent from: somebody said so.</summary>
    public int UserTimeZoneTrait { get; init; } = -1;

    /// <summary>The slot of the account's trait that names a time zone, or -1.</summary>
    public int AccountTimeZoneTrait { get; init; } = -1;

    /// <summary>The slot of the user's trait that names a language, or -1. It goes before what events were sent with.</summary>
    public int UserLocaleTrait { get; init; } = -1;

    /// <summary>How many of the newest page and screen views a profile keeps; 0 for none.</summary>
    public int PathLength { get; init; } = 10;

    /// <summary>How long what a person wants less of stays away; at most <see cref="LessLikeThisMax"/>.</summary>
    public TimeSpan LessLikeThis { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The purposes that people can agree to: those of <see cref="PurposeDefinition.BuiltIn"/> first, then the catalog's own.</summary>
    public ImmutableArray<PurposeDefinition> Purposes { get; init; } = PurposeDefinition.BuiltIn;

    /// <summary>The topics that people can turn off.</summary>
    public ImmutableArray<TopicDefinition> Topics { get; init; } = [];

    /// <summary>The sources of data that people can switch off.</summary>
    public ImmutableArray<SourceDefinition> DataSources { get; init; } = [];

    /// <summary>The event contracts, by name.</summary>
    public ImmutableArray<EventContract> Events { get; init; } = [];

    /// <summary>The declared traits.</summary>
    public ImmutableArray<TraitDefinition> Traits { get; init; } = [];

    /// <summary>The kinds of error that profiles remember.</summary>
    public ImmutableArray<ErrorDefinition> Errors { get; init; } = [];

    /// <summary>The meters.</summary>
    public ImmutableArray<MeterDefinition> Meters { get; init; } = [];

    /// <summary>The checklists.</summary>
    public ImmutableArray<ChecklistDefinition> Checklists { get; init; } = [];

    /// <summary>The features whose use is followed.</summary>
    public ImmutableArray<FeatureDefinition> Features { get; init; } = [];

    /// <summary>The windowed event counts.</summary>
    public ImmutableArray<CounterDefinition> Counters { get; init; } = [];

    /// <summary>The named segments.</summary>
    public ImmutableArray<SegmentDefinition> Segments { get; init; } = [];

    /// <summary>The lifecycle stages, first match wins.</summary>
    public ImmutableArray<StageDefinition> Stages { get; init; } = [];

    /// <summary>The surfaces.</summary>
    public ImmutableArray<SurfaceDefinition> Surfaces { get; init; } = [];

    /// <summary>The frequency caps.</summary>
    public ImmutableArray<CapDefinition> Caps { get; init; } = [];

    /// <summary>The budgets.</summary>
    public ImmutableArray<BudgetDefinition> Budgets { get; init; } = [];

    /// <summary>The quiet hours that surfaces refer to.</summary>
    public ImmutableArray<QuietHoursDefinition> QuietHours { get; init; } = [];

    /// <summary>The exclusion groups.</summary>
    public ImmutableArray<ExclusionGroup> Groups { get; init; } = [];

    /// <summary>The names of the tiers, the most important first; empty where all actions are of one.</summary>
    public ImmutableArray<string> Tiers { get; init; } = [];

    /// <summary>The actions.</summary>
    public ImmutableArray<ActionDefinition> Actions { get; init; } = [];

    /// <summary>The feature flags.</summary>
    public ImmutableArray<FlagDefinition> Flags { get; init; } = [];

    /// <summary>The longest <see cref="LessLikeThis"/>: who wants it for longer than a year can opt out of it or turn its topic off.</summary>
    public static TimeSpan LessLikeThisMax { get; } = TimeSpan.FromDays(366);

    /// <summary>The channels that surfaces name, in ordinal order.</summary>
    public ImmutableArray<string> Channels => [.. Surfaces.Select(surface => surface.Channel).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What a person can turn on and off, by slot: each topic as a whole (<c>tips</c>), then on each of the channels (<c>tips/email</c>).</summary>
    public ImmutableArray<string> TopicSettings
    {
        get
        {
            var channels = Channels;
            return [.. Topics.SelectMany(topic => channels.Select(channel => $"{topic.Id}/{channel}").Prepend(topic.Id))];
        }
    }

    /// <summary>The slots of all caps that count an action on a surface: those that it names and those whose scope it falls into, ascending.</summary>
    public ImmutableArray<int> CapsOf(ActionDefinition action, SurfaceDefinition surface)
    {
        ArgumentNullException.ThrowIfNull(action);
        return [.. Enumerable.Range(0, Caps.Length).Where(slot => action.CapSlots.Contains(slot) || Caps[slot].Scope.Counts(action, surface))];
    }
}
