using Microsoft.Data.Sqlite;
using Personalization.Journal.Archives;
using Personalization.Journal.Codecs;
using Personalization.Journal.Index;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Brings the index up to the journal at the start: what it lacks is read again from the commits, each with its checksum.</summary>
internal static class IndexRecovery
{
    private const string IsAnothers = "The journal beside it is another one, or ends before what it covers: if nobody put journal.db back, acknowledged events are missing.";

    /// <summary>Opens the index, or makes it anew where it is damaged or belongs to another journal.</summary>
    /// <returns>The index and, where it was made anew, why.</returns>
    public static (IndexStore Store, List<IndexRun> Runs, string? RebuiltBecause) Open(IDisk disk, string indexPath, string journalPath, ArchiveSet archives)
    {
        string because;
        try
        {
            var store = IndexStore.Open(disk, indexPath);
            try
            {
                var runs = store.LoadRuns();
                if (runs.Count == 0 || WhyNot(runs[^1], disk, journalPath, archives) is not { } reason)
                {
                    store.DeleteOrphans(runs);
                    return (store, runs, null);
                }

                because = reason;
            }
            catch
            {
                store.Dispose();
                throw;
            }

            store.Dispose();
        }
        catch (InvalidDataException e)
        {
            because = e.Message;
        }
        catch (SqliteException e) when (DatabaseFile.IsUselessCache(e))
        {
            because = e.Message;
        }

        DatabaseFile.Delete(disk, indexPath);
        return (IndexStore.Open(disk, indexPath), [], because);
    }

    /// <summary>Reads the commits after the last one that the runs cover and adds their entries. Throws <see cref="JournalDamagedException"/> on damage.</summary>
    public static void Replay(SubjectIndex index, IndexUpkeep upkeep, ReaderPool<JournalReader> readers, long lastCommit)
    {
        var events = new List<StoredEvent>();
        using var lease = readers.Rent(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        for (var commit = index.DurableCommit + 1; commit <= lastCommit; commit++)
        {
            events.Clear();
            lease.Reader.Load(commit);
            lease.Reader.Decode(events);
            index.StartCommit(commit);
            foreach (var stored in events)
            {
                index.Add(stored.Subject, stored.Subject.StableHash(), stored.Version, commit, [stored.Event.IdHash]);
            }

            index.Committed(commit, lease.Reader.Checksum);
            upkeep.FlushReady();
        }
    }

    /// <summary>Why an index does not belong to the journal; null where it does.</summary>
    private static string? WhyNot(IndexRun newest, IDisk disk, string journalPath, ArchiveSet archives)
    {
        using var source = new CommitSource(disk, journalPath, archives);
        if (!source.TryRead(newest.LastCommit))
        {
            return IsAnothers;
        }

        return source.Checksum == newest.LastChecksum ? null
            : IsRewritten(source, newest.LastCommit) ? "An erasure ended before the index had taken it in, or old events went; no others are missing."
            : IsAnothers;
    }

    private static bool IsRewritten(CommitSource source, long commit)
    {
        var contents = new CommitContents();
        try
        {
            source.Read(commit);
            contents.Read(source.Payload, new TextCache());
            return contents.IsRewritten;
        }
        catch (InvalidDataException)
        {
            // A damaged commit says nothing about erasures.
            return false;
        }
    }
}
