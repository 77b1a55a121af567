using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;

namespace Personalization.Core.Decisions;

/// <summary>Frequency caps: no action is chosen that its caps have no room for. Actions of one cap that are chosen together count together, where one window holds them.</summary>
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
        var place = FindReached(candidate, moment, at, chosen);
        var cap = moment.Surface.Caps[place];
        var zone = moment.ZoneOf(cap.Per);
        var owner = cap.Per == SubjectSide.User ? moment.Inputs.Audience.User : moment.Inputs.Audience.Account;
        var use = owner?.Cap(moment.Surface.CapSlots[place], at, zone) ?? new CapUse(0, cap.Max, at);
        return CapText.Reached(cap, use, Chosen(place, moment, at, chosen));
    }

    /// <summary>The place of the first cap without room, or -1.</summary>
    private static int FindReached(Candidate candidate, in Moment moment, Instant at, ReadOnlySpan<int> chosen)
    {
        foreach (var place in candidate.Caps)
        {
            if (moment.Used(place, at) + Chosen(place, moment, at, chosen) >= moment.Surface.Caps[place].Max)
            {
                return place;
            }
        }

        return -1;
    }

    private static int Chosen(int place, in Moment moment, Instant at, ReadOnlySpan<int> chosen)
    {
        var count = 0;
        foreach (var index in chosen)
        {
            var other = moment.Surface.Candidates[index];
            count += other.Caps.Contains(place) && moment.CountsBeside(other, moment.Surface.CapSlots[place], at) ? 1 : 0;
        }

        return count;
    }
}
