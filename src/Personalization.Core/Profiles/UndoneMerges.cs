using System.Collections.Frozen;
using Personalization.Core.Events;

namespace Personalization.Core.Profiles;

/// <summary>The merges of a stream that were undone. Who folds it from its first event on has to know them beforehand.</summary>
public static class UndoneMerges
{
    /// <summary>None.</summary>
    public static IReadOnlySet<string> None => FrozenSet<string>.Empty;

    /// <summary>Those among some events.</summary>
    public static IReadOnlySet<string> In(IEnumerable<Event> events) => events.OfType<Unmerged>().Select(unmerged => unmerged.MergeId).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>These and one more.</summary>
    public static IReadOnlySet<string> With(this IReadOnlySet<string> undone, string mergeId) => undone.Append(mergeId).ToFrozenSet(StringComparer.Ordinal);
}
