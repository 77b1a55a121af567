using Personalization.Core.Audiences;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;

namespace Personalization.Core.Decisions;

/// <summary>An action on a surface, compiled.</summary>
internal sealed class Candidate
{
    /// <summary>The action.</summary>
    public required ActionDefinition Action { get; init; }

    /// <summary>Its slot in the catalog.</summary>
    public required int Slot { get; init; }

    /// <summary>Who it is for.</summary>
    public required Audience Audience { get; init; }

    /// <summary>The places of its condition's parts among those of the surface.</summary>
    public required int[] Parts { get; init; }

    /// <summary>The places, among those of the surface, of the caps of the user and the account that count it here.</summary>
    public required int[] Caps { get; init; }

    /// <summary>What it takes from limits that the whole tenant shares.</summary>
    public required SharedNeed[] Shared { get; init; }

    /// <summary>When it may come.</summary>
    public required Timing Timing { get; init; }

    /// <summary>The slot of its exclusion group, or -1. Kept here because every choosing asks every candidate.</summary>
    public required int GroupSlot { get; init; }

    /// <summary>The places in the surface's tag limits of those that count it.</summary>
    public required int[] TagLimits { get; init; }

    /// <summary>The purposes that it needs consent to, as bits by slot: personalisation, and what it is for.</summary>
    public required uint Purposes { get; init; }

    /// <summary>Whether what it is about is on for a person on the surface's channel; null for an action of no topic.</summary>
    public required TopicRule? Topic { get; init; }

    /// <summary>How often what it is about comes on the surface's channel; null for an action of no topic, and for what is critical.</summary>
    public required DigestRule? Digest { get; init; }

    /// <summary>What is shown.</summary>
    public required ContentPlan Content { get; init; }

    /// <summary>When it would be delivered if it were chosen now; null where it cannot come now.</summary>
    public Instant? DeliveryAt(in Moment moment) => Timing.DeliveryAt(moment.UserZone, moment.Now, OwnQuietHours(moment));

    /// <summary>The person's own quiet hours where they count: what is critical comes in them.</summary>
    public QuietHours? OwnQuietHours(in Moment moment) => moment.OwnQuietHours is { } own && !Action.IsCritical ? own : null;

    /// <summary>Why it came although the person is not to be disturbed then; null where that is not so.</summary>
    /// <param name="moment">What is read.</param>
    /// <param name="at">When it is delivered.</param>
    public Reason? Disturbs(in Moment moment, Instant? at) => Action.IsCritical && at is { } time && moment.OwnQuietHours?.IsQuiet(moment.UserZone, time) == true
        ? new Reason(ReasonCodes.Critical, $"in quiet hours of the person, at {time}")
        : null;
}
