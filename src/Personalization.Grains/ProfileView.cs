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

    /// <summary>The other ids of a user, the latest first: those that were merged into them, and those whose merge was undone.</summary>
    public IReadOnlyList<IdentityView> Identities { get; init; } = [];

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

    /// <summary>What a person agrees to, by purpose: every purpose of the catalog; empty for an account.</summary>
    public required IReadOnlyDictionary<string, ConsentView> Consents { get; init; }

    /// <summary>What a person likes to get, and when.</summary>
    public required PreferencesView Preferences { get; init; }

    /// <summary>What was served, shown and answered, by action.</summary>
    public required IReadOnlyDictionary<string, ExposureView> Exposures { get; init; }
}
