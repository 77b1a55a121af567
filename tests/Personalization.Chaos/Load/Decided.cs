namespace Personalization.Chaos.Load;

/// <summary>A decision as a client sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Action">What was chosen; null for nothing.</param>
internal readonly record struct Decided(string Id, string? Action);
