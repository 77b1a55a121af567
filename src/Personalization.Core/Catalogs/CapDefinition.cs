using Personalization.Core.Calendars;

namespace Personalization.Core.Catalogs;

/// <summary>A frequency cap: at most so many served within a window. A minimum gap is a cap of one.</summary>
/// <param name="Id">The cap's name, such as <c>upsell.weekly</c>; reasons mention it.</param>
/// <param name="Per">Who it counts for: each user, each account over all its users, or the whole tenant.</param>
/// <param name="Max">How many may be served, 1 to <see cref="MaxLimit"/>.</param>
/// <param name="Window">How far back it looks, sliding; null for a calendar window or a lifetime.</param>
public sealed record CapDefinition(string Id, SubjectSide Per, int Max, TimeSpan? Window)
{
    /// <summary>The largest count: the newest so many served times are kept, which makes every window exact. 8 KB where it is used up.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>The calendar window that it counts in, in the subject's time zone (the catalog's for accounts without one and for the tenant); null for a sliding window or a lifetime.</summary>
    public CalendarUnit? Each { get; init; }

    /// <summary>What it counts besides the actions that name it.</summary>
    public CapScope Scope { get; init; } = CapScope.Nothing;

    /// <summary>Whether it was written as a minimum gap, so that reasons call it one.</summary>
    public bool IsGap { get; init; }
}
