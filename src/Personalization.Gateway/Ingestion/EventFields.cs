using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;

namespace Personalization.Gateway.Ingestion;

/// <summary>What a sender said of one event, before anything is judged: the same for every protocol.</summary>
internal struct EventFields
{
    public EventCall Call;
    public string? MessageId;
    public string? UserId;
    public string? AnonymousId;
    public string? GroupId;
    public string? PreviousId;

    /// <summary>The event name of a track.</summary>
    public string? Event;

    /// <summary>The name of a page or screen.</summary>
    public string? Name;

    public ValueMap? Properties;
    public ValueMap? Traits;
    public ContextFields Context;

    public Instant? Timestamp;
    public Instant? OriginalTimestamp;
    public Instant? SentAt;
}

/// <summary>Where an event happened, as far as its sender said.</summary>
internal struct ContextFields
{
    public string? Locale;
    public string? TimeZone;
    public string? Country;
    public string? Region;
    public string? Device;
    public string? Os;
    public string? AppVersion;

    /// <summary>The source of data that the event names; the sender's key goes before it.</summary>
    public string? Source;
    public string? GroupId;
    public string? PagePath;

    /// <summary>The answers to a consent banner, by category.</summary>
    public ValueMap? Consent;

    /// <summary>Further ids of the person, each with its type before it: <c>device_id:77</c>.</summary>
    public List<string>? ExternalIds;

    /// <summary>The part that events keep.</summary>
    public readonly EventContext ToContext() =>
        Locale is null && TimeZone is null && (Region ?? Country) is null && Device is null && Os is null && AppVersion is null && Source is null
            ? EventContext.None
            : new EventContext(Locale, TimeZone, Region ?? Country, Device, Os, AppVersion, Source);
}
