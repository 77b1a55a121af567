using Personalization.Core.Subjects;
using Personalization.Journal.Index;

namespace Personalization.Journal.Sqlite;

/// <summary>Whether the parts of a call continue their subjects' streams.</summary>
/// <remarks>
/// The lock on the data folder is the fence of the embedded journal; this check guards against a caller's mistake and reads
/// nothing. So it is exact for subjects with recent entries and for subjects that were never seen, and trusts the caller, who
/// has read the head before, about all others.
/// </remarks>
internal static class HeadCheck
{
    public static bool Follows(List<EncodedPart> parts, SubjectIndex index)
    {
        // A later part of the call may continue what an earlier one begins.
        var withinCall = parts.Count > 1 ? new Dictionary<SubjectKey, long>() : null;
        foreach (var (part, subjectHash, _) in parts)
        {
            var head = withinCall is not null && withinCall.TryGetValue(part.Subject, out var earlier)
                ? earlier
                : index.HeadInMemory(part.Subject, subjectHash);
            if (head is { } known && part.FirstVersion != known + 1)
            {
                return false;
            }

            withinCall?[part.Subject] = part.FirstVersion + part.Events - 1;
        }

        return true;
    }
}
