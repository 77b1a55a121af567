using Personalization.Authoring.Definitions;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Reviewing;

/// <summary>Finds caps and gaps that can never hold anything back.</summary>
internal sealed class CapReview
{
    private readonly ReviewScope scope;
    private readonly HashSet<(string Action, string Surface)>[] counted;

    public CapReview(ReviewScope scope)
    {
        this.scope = scope;
        counted = [.. scope.Catalog.Caps.Select(_ => new HashSet<(string, string)>())];
        foreach (var action in scope.Catalog.Actions)
        {
            foreach (var surface in scope.Catalog.Surfaces.Where(surface => action.Surfaces.Contains(surface.Id)))
            {
                foreach (var slot in scope.Catalog.CapsOf(action, surface))
                {
                    counted[slot].Add((action.Id, surface.Id));
                }
            }
        }
    }

    /// <summary>Notes the warnings.</summary>
    public void Check()
    {
        var definitions = scope.Section(SectionNames.Caps).Concat(scope.Section(SectionNames.Gaps)).ToDictionary(definition => definition.Id, StringComparer.Ordinal);
        for (var slot = 0; slot < counted.Length; slot++)
        {
            var cap = scope.Catalog.Caps[slot];
            var what = cap.IsGap ? "gap" : "cap";
            if (counted[slot].Count == 0)
            {
                scope.Warn(definitions[cap.Id].Place, "cap_never_binds", $"Nothing that can be served counts for the {what} `{cap.Id}`.", "Name it in `caps` of an action, or say in `counts` what it counts.");
            }
            else if (FindTighter(slot) is { } tighter)
            {
                scope.Warn(definitions[cap.Id].Place, "cap_never_binds", $"The {what} `{cap.Id}` is never reached before `{tighter.Id}`, which counts all that it counts.", "Lower its `max`, or remove one of them.");
            }
        }
    }

    private CapDefinition? FindTighter(int slot)
    {
        var cap = scope.Catalog.Caps[slot];
        for (var other = 0; other < counted.Length; other++)
        {
            var one = scope.Catalog.Caps[other];
            if (other != slot && one.Per == cap.Per && counted[slot].IsSubsetOf(counted[other]) && IsTighter(one, cap, isFirst: other < slot))
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>Whether one cap always holds back before the other could, given that it counts at least the same.</summary>
    private static bool IsTighter(CapDefinition one, CapDefinition cap, bool isFirst)
    {
        if (Reaches(one, cap))
        {
            return one.Max < cap.Max || (one.Max == cap.Max && (isFirst || !Reaches(cap, one)));
        }

        // Of two sliding windows, the longer is covered by so many of the shorter.
        return one.Window is { } part && cap.Window is { } whole && cap.Max > one.Max * Math.Ceiling(whole / part);
    }

    /// <summary>Whether the window of one cap holds that of the other at any time.</summary>
    private static bool Reaches(CapDefinition one, CapDefinition cap) => (one, cap) switch
    {
        ({ Window: null, Each: null }, _) => true,
        ({ Window: { } outer }, { Window: { } inner }) => outer >= inner,
        ({ Window: { } outer }, { Each: { } unit }) => outer >= LongestOf(unit),
        ({ Each: { } outer }, { Each: { } inner }) => outer == inner || inner == CalendarUnit.Hour || (inner == CalendarUnit.Day && outer != CalendarUnit.Hour),
        _ => false,
    };

    // Clocks that go back make an hour of the wall last two, a day 25 and so on.
    private static TimeSpan LongestOf(CalendarUnit unit) => unit switch
    {
        CalendarUnit.Hour => TimeSpan.FromHours(2),
        CalendarUnit.Day => TimeSpan.FromHours(25),
        CalendarUnit.Week => TimeSpan.FromHours((7 * 24) + 1),
        _ => TimeSpan.FromHours((31 * 24) + 1),
    };
}
