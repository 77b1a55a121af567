using System.Collections.Immutable;

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

    /// <summary>Higher goes first; ties are broken by id.</summary>
    public int Priority { get; init; }

    /// <summary>The slot of its cap in <see cref="Catalog.Caps"/>, or -1 for none.</summary>
    public int CapSlot { get; init; } = -1;

    /// <summary>Whether it may be decided without consent to personalisation.</summary>
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
}
