using Personalization.Core;
using Personalization.Core.Audiences;
using Personalization.Core.Decisions;

namespace Personalization.Gateway.Decisions;

/// <summary>What a caller asks, before anything is judged: the same for every protocol.</summary>
internal struct DecideFields
{
    public string? UserId;
    public string? AnonymousId;
    public string? AccountId;
    public string? Surface;
    public int? Max;
    public DecisionMode? Mode;
    public string? RequestId;
    public bool? Durable;
    public Instant? Now;
    public Instant? At;
    public string? Catalog;
    public RequestContext? Context;
}
