using Personalization.Core.Profiles.State;
using Personalization.Core.Subjects;

namespace Personalization.Core.Profiles;

/// <summary>An id that turned out to be a user.</summary>
/// <param name="Kind">What it is: an anonymous visitor or another user.</param>
/// <param name="Id">The id.</param>
/// <param name="MergeId">The id of the event that said so.</param>
/// <param name="Via">The merge that brought it along, where the id had been merged into an id that was merged later; null where it was merged into this user itself.</param>
/// <param name="IsUndone">Whether the merge was undone.</param>
/// <param name="Stamp">When it was merged or, where it was undone, when that was: by the server's clock.</param>
public readonly record struct LinkedIdentity(SubjectKind Kind, string Id, string MergeId, string? Via, bool IsUndone, Stamp Stamp) : IStamped<LinkedIdentity>
{
    int IStamped<LinkedIdentity>.Tie => IsUndone ? 1 : 0;

    bool IStamped<LinkedIdentity>.Replaces(in LinkedIdentity other) => string.Equals(MergeId, other.MergeId, StringComparison.Ordinal);
}
