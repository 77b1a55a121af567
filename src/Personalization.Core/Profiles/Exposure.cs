using Personalization.Core.Events;

namespace Personalization.Core.Profiles;

/// <summary>What was served of an action and what came of it; the default value for never.</summary>
public readonly record struct Exposure
{
    /// <summary>How often it was served.</summary>
    public int Served { get; init; }

    /// <summary>When last, or null for never.</summary>
    public Instant? LastServed { get; init; }

    /// <summary>How often it was seen.</summary>
    public int Shown { get; init; }

    /// <summary>How often it was clicked.</summary>
    public int Clicked { get; init; }

    /// <summary>How often it was dismissed.</summary>
    public int Dismissed { get; init; }

    /// <summary>When last, or null for never.</summary>
    public Instant? LastDismissed { get; init; }

    /// <summary>How often its task was completed.</summary>
    public int Completed { get; init; }

    /// <summary>How often it was snoozed.</summary>
    public int Snoozed { get; init; }

    /// <summary>Until when the newest snooze reaches, or null for no snooze; it may be over.</summary>
    public Instant? SnoozedUntil { get; init; }

    /// <summary>How often the person opted out of it.</summary>
    public int OptedOut { get; init; }

    /// <summary>Whether the person opted out of it. There is no way back in: an opt-out is for good.</summary>
    public bool IsOptedOut => OptedOut > 0;

    /// <summary>How often an outcome was recorded; 0 for a number that is no outcome, and for <see cref="Outcome.LessLikeThis"/>, which is kept as a preference.</summary>
    public int Count(Outcome outcome) => outcome switch
    {
        Outcome.Shown => Shown,
        Outcome.Clicked => Clicked,
        Outcome.Dismissed => Dismissed,
        Outcome.Completed => Completed,
        Outcome.Snoozed => Snoozed,
        Outcome.OptedOut => OptedOut,
        _ => 0,
    };
}
