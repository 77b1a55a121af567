using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>
/// The units of a commit: calls that share a subject, directly or through others, stand or fall together, since each was folded on the one
/// before it and the parts of a call become durable together.
/// </summary>
internal static class LinkedCalls
{
    /// <summary>The unit of each call: the place of the first call that it is linked with.</summary>
    public static int[] UnitsOf(IReadOnlyList<AppendCall> calls)
    {
        var parents = new int[calls.Count];
        var firstCalls = new Dictionary<SubjectKey, int>();
        for (var at = 0; at < calls.Count; at++)
        {
            parents[at] = at;
            foreach (var part in calls[at].Parts)
            {
                if (firstCalls.TryGetValue(part.Subject, out var other))
                {
                    Join(parents, at, other);
                }
                else
                {
                    firstCalls.Add(part.Subject, at);
                }
            }
        }

        for (var at = 0; at < parents.Length; at++)
        {
            parents[at] = Root(parents, at);
        }

        return parents;
    }

    private static void Join(int[] parents, int one, int other)
    {
        var (first, second) = (Root(parents, one), Root(parents, other));
        // The smaller is the root, so that a parent never comes after its child.
        parents[Math.Max(first, second)] = Math.Min(first, second);
    }

    private static int Root(int[] parents, int at)
    {
        while (parents[at] != at)
        {
            at = parents[at] = parents[parents[at]];
        }

        return at;
    }
}
