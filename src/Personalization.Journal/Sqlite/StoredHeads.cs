using Personalization.Core.Subjects;
using Personalization.Journal.Index;

namespace Personalization.Journal.Sqlite;

/// <summary>Finds a subject's head in the runs, newest run first; the commit that it points to confirms the full key.</summary>
internal static class StoredHeads
{
    /// <summary>The version of the last event that the runs know of; 0 for none.</summary>
    public static long Find(JournalReader reader, IndexView view, in SubjectKey subject, ulong subjectHash)
    {
        var entries = new List<IndexEntry>();
        foreach (var run in view.Runs.Reverse().Where(run => run.Filter.MayContain(FilterKey.Of(subjectHash))))
        {
            entries.Clear();
            reader.Index.CollectNewest(run, subjectHash, entries);
            if (NewestOf(reader, entries, subject) is { } head)
            {
                return head;
            }

            // None of the newest entries is this subject's: another with the same hash hides it, or the filter was wrong.
            if (entries.Count > 0)
            {
                entries.Clear();
                reader.Index.Collect(run, subjectHash, 1, long.MaxValue, entries);
                if (NewestOf(reader, entries, subject) is { } hidden)
                {
                    return hidden;
                }
            }
        }

        return 0;
    }

    private static long? NewestOf(JournalReader reader, List<IndexEntry> entries, in SubjectKey subject)
    {
        for (var at = entries.Count - 1; at >= 0; at--)
        {
            reader.Load(entries[at].CommitId);
            if (reader.Holds(subject, entries[at].Version))
            {
                return entries[at].Version;
            }
        }

        return null;
    }
}
