namespace Personalization.Chaos.Load;

/// <summary>A decision that a client was told.</summary>
internal sealed record AcknowledgedServe(string User, string Surface, string Action, string? RequestId);
