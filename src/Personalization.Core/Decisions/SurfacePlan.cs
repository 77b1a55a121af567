using Personalization.Core.Catalogs;

namespace Personalization.Core.Decisions;

/// <summary>A surface with its candidates, best first: by priority, ties by id.</summary>
public sealed class SurfacePlan
{
    internal SurfacePlan(SurfaceDefinition definition, Candidate[] candidates)
    {
        Definition = definition;
        Candidates = candidates;
    }

    /// <summary>The surface.</summary>
    public SurfaceDefinition Definition { get; }

    internal Candidate[] Candidates { get; }

    /// <summary>How many actions an answer may hold.</summary>
    /// <param name="asked">What the caller asked for at most, or null.</param>
    public int Places(int? asked) => Math.Clamp(asked ?? Definition.ActionsMax, 0, Definition.ActionsMax);

    internal Candidate? Find(string actionId)
    {
        foreach (var candidate in Candidates)
        {
            if (string.Equals(candidate.Action.Id, actionId, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return null;
    }
}
