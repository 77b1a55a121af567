using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>The port to who is who. Ids are merged by events (<see cref="IProfiles.Ingest"/>); this takes a merge back.</summary>
public interface IIdentities
{
    /// <summary>
    /// Undoes a merge within <see cref="Core.Turns.MergeTurn.UndoWindow"/>: what the id had brought along counts for the user no more, and the id stands for itself again. What came in about the id
    /// meanwhile stays with the user.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="source">The id that was merged into them.</param>
    /// <param name="cancellation">Stops waiting; what was appended by then becomes durable all the same.</param>
    /// <returns>The user's profile afterwards, or a problem: <c>not_merged</c>, <c>too_late</c>, <c>already_merged</c> (the user was merged into another one since), <c>not_ready</c>.</returns>
    ValueTask<Answer<ProfileView>> Unmerge(SubjectKey user, SubjectKey source, CancellationToken cancellation);
}
