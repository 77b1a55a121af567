using System.Collections.Immutable;
using Personalization.Core.Calendars;

namespace Personalization.Core.Catalogs;

/// <summary>A block that can be shown: checklist, tooltip, modal, card, task, offer, message; tied to one outcome.</summary>
public sealed record ActionDefinition
{
    /// <summary>The action's name, such as <c>help.upload_failed</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of block it is.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it may be shown.</summary>
    public required ImmutableArray<string> Surfaces { get; init; }

    /// <summary>Who it is for: a condition in CEL.</summary>
    public required string Audience { get; init; }

    /// <summary>The place of its tier in <see cref="Catalog.Tiers"/>: everything of a lower number goes first, whatever its priority.</summary>
    public int Tier { get; init; }

    /// <summary>Within a tier higher goes first; ties are broken by id.</summary>
    public int Priority { get; init; }

    /// <summary>What it is about, for caps and for limits of surfaces.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The slot of its exclusion group in <see cref="Catalog.Groups"/>, or -1 for none.</summary>
    public int GroupSlot { get; init; } = -1;

    /// <summary>The slots in <see cref="Catalog.Caps"/> of the caps that it names; see <see cref="Catalog.CapsOf"/> for all that count it.</summary>
    public ImmutableArray<int> CapSlots { get; init; } = [];

    /// <summary>What serving it takes from budgets, at most once from each.</summary>
    public ImmutableArray<ActionSpend> Spends { get; init; } = [];

    /// <summary>How long it is not chosen again after somebody dismissed it; null for no such rest.</summary>
    public TimeSpan? CoolDown { get; init; }

    /// <summary>When in the subject's day and week it is to be delivered; null for any time.</summary>
    public BestTime? BestTime { get; init; }

    /// <summary>The slot in <see cref="Catalog.Purposes"/> of what it is for. Who has not agreed to that, or to personalisation, does not get it.</summary>
    public int PurposeSlot { get; init; } = PurposeDefinition.PersonalizationSlot;

    /// <summary>The slot in <see cref="Catalog.Topics"/> of what it is about, or -1. Who turned that off does not get it.</summary>
    public int TopicSlot { get; init; } = -1;

    /// <summary>Whether it may be decided without consent and past a person's own preferences, as what they have to know.</summary>
    public bool IsCritical { get; init; }

    /// <summary>The event that it is meant to bring about, or null.</summary>
    public EventSelector? Goal { get; init; }

    /// <summary>How long after an exposure the goal event is credited to it.</summary>
    public TimeSpan AttributionWindow { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What is shown, in all its languages.</summary>
    public required LocalizedContent Content { get; init; }

    /// <summary>One sentence per locale that an end user may read: why they see this.</summary>
    public required ImmutableSortedDictionary<string, string> Why { get; init; }

    /// <summary>Who answers for it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The day by which somebody looks at it again; null for none.</summary>
    public DateOnly? ReviewBy { get; init; }
}
