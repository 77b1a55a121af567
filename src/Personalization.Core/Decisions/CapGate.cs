using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;

namespace Personalization.Core.Decisions;

/// <summary>Frequency caps: no action is chosen that its cap has no room for. Actions of one cap that are chosen together count together.</summary>
internal static class CapGate
{
    /// <summary>Whether every cap has room.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="moment">What the decision reads.</param>
    /// <param name="at">When it would count.</param>
    /// <param name="chosen">The indexes of those that were chosen already.</param>
    public static bool Passes(Candidate candidate, in Moment moment, Instant at, ReadOnlySpan<int> chosen) =>
        candidate.Caps.Length == 0 || FindReached(candidate, moment, at, chosen) < 0;

    /// <summary>Why there is no room.</summary>
    public static Reason Explain(Candidate candidate, in Moment moment, Instant at, ReadOnlySpan<int> chosen)
    {
        var slot = FindReached(candidate, moment, at, chosen);
        var cap = moment.Surface.Caps[slot];
        var use = Use(cap, slot, moment, at);
        var together = Chosen(slot, moment.Surface, chosen);
        return CapText.Reached(cap, use, together, at, moment.ZoneOf(cap.Per));
    }

    /// <summary>The slot of the first cap without room, or -1.</summary>
    private static int FindReached(Candidate candidate, in Moment moment, Instant at, ReadOnlySpan<int> chosen)
    {
        foreach (var slot in candidate.Caps)
        {
            var use = Use(moment.Surface.Caps[slot], slot, moment, at);
            if (use.Used + Chosen(slot, moment.Surface, chosen) >= use.Max)
            {
                return slot;
            }
        }

        return -1;
    }

    private static CapUse Use(CapDefinition cap, int slot, in Moment moment, Instant at)
    {
        // A shared cap without an account has nobody to count for.
        var owner = cap.Per == SubjectSide.User ? moment.Inputs.Audience.User : moment.Inputs.Audience.Account;
        return owner?.Cap(slot, at, moment.ZoneOf(cap.Per)) ?? new CapUse(0, cap.Max, at);
    }

    private static int Chosen(int slot, SurfacePlan surface, ReadOnlySpan<int> chosen)
    {
        var count = 0;
        foreach (var index in chosen)
        {
            count += surface.Candidates[index].Caps.Contains(slot) ? 1 : 0;
        }

        return count;
    }
}
