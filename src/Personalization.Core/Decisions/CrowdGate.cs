using System.Globalization;

namespace Personalization.Core.Decisions;

/// <summary>Exclusion groups and tag limits: how many of a kind one decision may choose.</summary>
internal static class CrowdGate
{
    /// <summary>Whether those that were chosen already leave room for one of its kinds.</summary>
    public static bool Passes(Candidate candidate, SurfacePlan surface, ReadOnlySpan<int> chosen) =>
        (candidate.GroupSlot < 0 && candidate.TagLimits.Length == 0)
        || (!IsGroupFull(candidate, surface, chosen) && FullLimit(candidate, surface, chosen) < 0);

    /// <summary>Which kind is full.</summary>
    public static Reason Explain(Candidate candidate, SurfacePlan surface, ReadOnlySpan<int> chosen)
    {
        if (IsGroupFull(candidate, surface, chosen))
        {
            var group = surface.Groups[candidate.GroupSlot];
            return new Reason(ReasonCodes.GroupTaken, string.Create(CultureInfo.InvariantCulture, $"group {group.Id}: {group.Max} of {group.Max} taken by {Names(surface, chosen, other => other.GroupSlot == candidate.GroupSlot)}"));
        }

        var at = FullLimit(candidate, surface, chosen);
        var limit = surface.Definition.TagLimits[at];
        return new Reason(ReasonCodes.TagLimit, string.Create(CultureInfo.InvariantCulture, $"tag {limit.Tag}: {limit.Max} of {limit.Max} taken by {Names(surface, chosen, other => other.TagLimits.Contains(at))}"));
    }

    private static bool IsGroupFull(Candidate candidate, SurfacePlan surface, ReadOnlySpan<int> chosen)
    {
        var slot = candidate.GroupSlot;
        if (slot < 0)
        {
            return false;
        }

        var count = 0;
        foreach (var index in chosen)
        {
            count += surface.Candidates[index].GroupSlot == slot ? 1 : 0;
        }

        return count >= surface.Groups[slot].Max;
    }

    private static int FullLimit(Candidate candidate, SurfacePlan surface, ReadOnlySpan<int> chosen)
    {
        foreach (var at in candidate.TagLimits)
        {
            var count = 0;
            foreach (var index in chosen)
            {
                count += surface.Candidates[index].TagLimits.Contains(at) ? 1 : 0;
            }

            if (count >= surface.Definition.TagLimits[at].Max)
            {
                return at;
            }
        }

        return -1;
    }

    private static string Names(SurfacePlan surface, ReadOnlySpan<int> chosen, Func<Candidate, bool> isOfKind)
    {
        var names = new List<string>();
        foreach (var index in chosen)
        {
            if (isOfKind(surface.Candidates[index]))
            {
                names.Add(surface.Candidates[index].Action.Id);
            }
        }

        return string.Join(", ", names);
    }
}
