using Personalization.Core;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>A profile at one moment, for reading: a copy that no turn changes any more.</summary>
public sealed record ProfileView
{
    /// <summary>Whose.</summary>
    public required SubjectKey Subject { get; init; }

    /// <summary>The version of the last event.</summary>
    public required long Version { get; init; }

    /// <summary>When the subject was first and last heard of, by event time.</summary>
    public required Instant FirstSeen { get; init; }

    /// <summary>See <see cref="FirstSeen"/>.</summary>
    public required Instant LastSeen { get; init; }

    /// <summary>The lifecycle stage, or null for none.</summary>
    public string? Stage { get; init; }

    /// <summary>The declared traits by name.</summary>
    public required IReadOnlyDictionary<string, Value> Traits { get; init; }

    /// <summary>The accounts of a user, latest first, with the traits that are per account.</summary>
    public required IReadOnlyList<MembershipView> Accounts { get; init; }

    /// <summary>Recent errors, newest first.</summary>
    public required IReadOnlyList<ErrorView> Errors { get; init; }

    /// <summary>Meters by name.</summary>
    public required IReadOnlyDictionary<string, MeterView> Meters { get; init; }

    /// <summary>Checklists by name, as far as they apply.</summary>
    public required IReadOnlyDictionary<string, ChecklistView> Checklists { get; init; }

    /// <summary>Features that were used, by name.</summary>
    public required IReadOnlyDictionary<string, FeatureView> Features { get; init; }

    /// <summary>Windowed counts by name.</summary>
    public required IReadOnlyDictionary<string, long> Counters { get; init; }

    /// <summary>The newest page and screen views, newest first.</summary>
    public required IReadOnlyList<PathView> Paths { get; init; }

    /// <summary>Where the person was last: device, region, locale.</summary>
    public required Core.Events.EventContext Context { get; init; }

    /// <summary>What was served, shown and answered, by action.</summary>
    public required IReadOnlyDictionary<string, ExposureView> Exposures { get; init; }
}

/// <summary>A user's membership of an account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Traits">The traits that are per account.</param>
public sealed record MembershipView(string AccountId, IReadOnlyDictionary<string, Value> Traits);

/// <summary>An error that a subject ran into.</summary>
/// <param name="Error">The kind of error.</param>
/// <param name="Code">Its code, or null.</param>
/// <param name="Feature">Where, or null.</param>
/// <param name="Count">How many of the same are remembered.</param>
/// <param name="Last">When it last happened.</param>
/// <param name="IsOpen">Whether it is unresolved.</param>
public sealed record ErrorView(string Error, string? Code, string? Feature, int Count, Instant Last, bool IsOpen);

/// <summary>A meter's reading.</summary>
/// <param name="Used">What is used in the period of now.</param>
/// <param name="Limit">The limit, or null for none.</param>
/// <param name="Ratio">Used by limit, or null without a limit above zero.</param>
/// <param name="PeriodStart">When the period began, or null for a lifetime.</param>
public sealed record MeterView(double Used, double? Limit, double? Ratio, Instant? PeriodStart);

/// <summary>A checklist's progress.</summary>
/// <param name="Done">How many steps are completed.</param>
/// <param name="Total">How many steps there are.</param>
/// <param name="Steps">When each step was completed, by name; null for not yet.</param>
public sealed record ChecklistView(int Done, int Total, IReadOnlyDictionary<string, Instant?> Steps);

/// <summary>A feature's use.</summary>
/// <param name="Count">How often.</param>
/// <param name="First">When first.</param>
/// <param name="Last">When last.</param>
/// <param name="SpentMilliseconds">The time spent.</param>
public sealed record FeatureView(long Count, Instant First, Instant Last, long SpentMilliseconds);

/// <summary>A page or screen view.</summary>
/// <param name="Path">The page's path or the screen's name.</param>
/// <param name="Time">When.</param>
public sealed record PathView(string Path, Instant Time);

/// <summary>What was served of an action and what came of it.</summary>
/// <param name="Served">How often it was served.</param>
/// <param name="LastServed">When last, or null for never.</param>
/// <param name="Outcomes">How often each outcome was recorded, by name.</param>
/// <param name="SnoozedUntil">Until when it is snoozed, or null.</param>
/// <param name="IsOptedOut">Whether the person opted out of it.</param>
public sealed record ExposureView(
    long Served,
    Instant? LastServed,
    IReadOnlyDictionary<string, long> Outcomes,
    Instant? SnoozedUntil,
    bool IsOptedOut);
