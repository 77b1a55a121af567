namespace Personalization.Core.Catalogs;

/// <summary>A frequency cap: at most so many served within a sliding window.</summary>
/// <param name="Id">The cap's name, such as <c>upsell.weekly</c>; reasons mention it.</param>
/// <param name="Per">Who it counts for: each user, or each account over all its users.</param>
/// <param name="Max">How many may be served, 1 to <see cref="MaxLimit"/>.</param>
/// <param name="Window">How far back it looks; null for a lifetime.</param>
public sealed record CapDefinition(string Id, SubjectSide Per, int Max, TimeSpan? Window)
{
    /// <summary>The largest count: the newest so many served times are kept, which makes a sliding window exact.</summary>
    public const int MaxLimit = 64;
}
