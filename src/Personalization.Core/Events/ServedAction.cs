namespace Personalization.Core.Events;

/// <summary>One chosen action of a served decision.</summary>
/// <param name="Id">The action's id in the catalog.</param>
/// <param name="Variant">The variant that was served; <c>default</c> without an experiment.</param>
public sealed record ServedAction(string Id, string Variant);
