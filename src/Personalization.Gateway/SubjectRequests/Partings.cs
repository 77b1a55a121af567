using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Whom a subject was parted from: their streams still say something about it.</summary>
internal static class Partings
{
    /// <summary>The other stream of each merge of the subject's stream that was undone, with the id of the merge.</summary>
    public static async ValueTask<IReadOnlyList<(SubjectKey Other, string MergeId)>> Find(IProfiles profiles, SubjectKey subject, CancellationToken cancellation)
    {
        var merges = new Dictionary<string, SubjectKey>(StringComparer.Ordinal);
        var undone = new List<string>();
        await foreach (var stored in Person.Events(profiles, subject, cancellation))
        {
            switch (stored.Event)
            {
                case Merged merged:
                    merges[merged.Id] = new SubjectKey(subject.Tenant, merged.SourceKind, merged.SourceId);
                    break;
                case MergedInto { UserId.Length: > 0 } into:
                    merges[into.Id] = new SubjectKey(subject.Tenant, SubjectKind.User, into.UserId);
                    break;
                case Unmerged unmerged:
                    undone.Add(unmerged.MergeId);
                    break;
                case Reopened reopened:
                    undone.Add(reopened.MergeId);
                    break;
            }
        }

        return [.. undone.Where(merges.ContainsKey).Select(merge => (merges[merge], merge))];
    }
}
