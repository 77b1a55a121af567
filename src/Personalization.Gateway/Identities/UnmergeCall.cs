using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Grains;

namespace Personalization.Gateway.Identities;

/// <summary>Takes a merge of two ids back, under every protocol.</summary>
internal sealed class UnmergeCall(IIdentities identities, IRegions regions)
{
    /// <summary>Takes it back.</summary>
    /// <param name="user">The user that an id was merged into.</param>
    /// <param name="kind">What the id is; null where that was not said.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The user's profile afterwards, or what is wrong.</returns>
    public async ValueTask<Answer<ProfileView>> Take(SubjectKey user, SubjectKind? kind, string? id, CancellationToken cancellation)
    {
        if (regions.Find(user) is { } elsewhere)
        {
            return new WrongRegion(elsewhere);
        }

        if (kind is not (SubjectKind.User or SubjectKind.Anonymous) || string.IsNullOrEmpty(id))
        {
            return kind is null || string.IsNullOrEmpty(id)
                ? new Problem(ProblemCodes.Required, kind is null ? "/kind" : "/id", "Name the id that is to stand for itself again, and its kind: user or anonymous.")
                : new Problem(ProblemCodes.NotAllowed, "/kind", "It must be user or anonymous.");
        }

        return (IdCheck.Check(user.Id, "/userId", SubjectKey.IdCharsMax) ?? IdCheck.Check(id, "/id", SubjectKey.IdCharsMax)) is { } wrong
            ? wrong
            : await identities.Unmerge(user, new SubjectKey(user.Tenant, kind.Value, id), cancellation);
    }
}
