using Personalization.Core.Audiences;
using Personalization.Core.Subjects;

namespace Personalization.Core.Decisions;

/// <summary>A question: what should this person see on this surface, now?</summary>
public sealed record DecisionRequest
{
    /// <summary>The user or anonymous visitor.</summary>
    public required SubjectKey Subject { get; init; }

    /// <summary>The account to decide in; null for the user's latest, or none.</summary>
    public string? AccountId { get; init; }

    /// <summary>Where.</summary>
    public required string Surface { get; init; }

    /// <summary>How many actions at most; null for the surface's own maximum, which also bounds it.</summary>
    public int? Max { get; init; }

    /// <summary>Whether the answer counts.</summary>
    public DecisionMode Mode { get; init; }

    /// <summary>A key of the caller: the same key for the same surface within 24 hours, among the user's newest <see cref="Limits.RequestsMax"/>, gives the same decision and counts once. Only for <see cref="DecisionMode.Serve"/>.</summary>
    public string? RequestId { get; init; }

    /// <summary>What the request says about the moment.</summary>
    public RequestContext Context { get; init; } = RequestContext.None;

    /// <summary>The time to decide at, for peeks with the scope <c>admin</c>; null for the server's now.</summary>
    public Instant? Now { get; init; }

    /// <summary>Whether a serve is answered only when it is durable, whatever the host would do by itself.</summary>
    public bool Durable { get; init; }

    /// <summary>Whether every rejected candidate is to be listed with the reason.</summary>
    public bool Explain { get; init; }
}
