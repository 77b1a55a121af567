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
        for (var at = 0; at < parts.Count; at++)
        {
            var part = parts[at].Part;
            if ((HeadWithin(parts, at) ?? index.HeadInMemory(part.Subject, parts[at].SubjectHash)) is { } head && part.FirstVersion != head + 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The head that an earlier part of the same call leaves behind.</summary>
    private static long? HeadWithin(List<EncodedPart> parts, int before)
    {
        for (var at = before - 1; at >= 0; at--)
        {
            if (parts[at].SubjectHash == parts[before].SubjectHash && parts[at].Part.Subject == parts[before].Part.Subject)
            {
                return parts[at].Part.FirstVersion + parts[at].Part.Events - 1;
            }
        }

        return null;
    }
}
