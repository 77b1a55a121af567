namespace Personalization.Core.Events;

/// <summary>One chosen action of a served decision.</summary>
/// <param name="Id">The action's id in the catalog.</param>
/// <param name="Variant">The variant that was served; <c>default</c> without an experiment.</param>
public sealed record ServedAction(string Id, string Variant)
{
    /// <summary>When it is to be delivered; null for at once. Caps count it then.</summary>
    public Instant? DeliverAt { get; init; }

    /// <summary>What its texts' placeholders were filled with, in the order of the placeholders: a repeat says the same words.</summary>
    public string[] Fills { get; init; } = [];
}
