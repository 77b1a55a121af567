using Personalization.Core.Calendars;
using Personalization.Core.Expressions;

namespace Personalization.Core.Events;

/// <summary>A person said what they like to get, and when. What an event does not mention stays as it was.</summary>
public sealed record Preferred : Event
{
    /// <summary>Topics on or off (texts to bools): <c>tips</c> for a topic, <c>tips/email</c> for a topic on a channel.</summary>
    public ValueMap Topics { get; init; } = ValueMap.Empty;

    /// <summary>How often what is of a topic comes together (texts to the texts of <see cref="DigestFrequencies"/>), by topic.</summary>
    public ValueMap Digest { get; init; } = ValueMap.Empty;

    /// <summary>Until when nothing is to come at all; a time that is over ends an earlier rest; null where nothing is said about it.</summary>
    public Instant? SnoozedUntil { get; init; }

    /// <summary>When they are not to be disturbed; without intervals for never; null where nothing is said about it.</summary>
    public PersonalQuietHours? QuietHours { get; init; }

    /// <summary>Of which actions they want less like it, or do not mind it any more (texts to bools), by action.</summary>
    public ValueMap LessLike { get; init; } = ValueMap.Empty;

    /// <summary>Which sources data about them may come from (texts to bools), by source.</summary>
    public ValueMap DataSources { get; init; } = ValueMap.Empty;

    /// <summary>Where they said it, such as <c>preference_center</c>; at most <see cref="SourceCharsMax"/> characters.</summary>
    public string Source { get; init; } = "";

    /// <inheritdoc/>
    public override EventType Type => EventType.Preferred;

    /// <summary>The longest source.</summary>
    public const int SourceCharsMax = 64;
}
