using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Journal.Index;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Checks;

/// <summary>Whether the index says what the commits say: the entries of each run, summed up in any order, against the events of the commits that it covers.</summary>
internal sealed class IndexCheck
{
    private const string Name = "index.db", Advice = "No events are concerned: stop the server and delete index.db; the next start makes it again.";
    private readonly CheckFindings findings;
    private readonly List<IndexRun> runs;
    private readonly ulong[] stored, expected;

    private IndexCheck(List<IndexRun> runs, ulong[] stored, CheckFindings findings)
    {
        this.runs = runs;
        this.stored = stored;
        this.findings = findings;
        expected = new ulong[runs.Count];
    }

    /// <summary>Reads the index of a folder without a server; null where there is none, a server changes it, or it is damaged, which is a finding then.</summary>
    public static IndexCheck? Open(IDisk disk, string folder, CheckFindings findings)
    {
        var path = Path.Combine(folder, Name);
        if (!disk.Exists(path))
        {
            return null;
        }

        try
        {
            using var held = disk.Lock(folder);
            using var connection = DatabaseFile.OpenReader(disk, path);
            DatabaseFile.LeaveLog(connection);
            var found = IndexStore.LoadRuns(connection);
            using var select = new Statement(connection, "SELECT payload FROM blocks WHERE id = ?1");
            return new IndexCheck(found, [.. found.Select(run => SumOf(run, select))], findings);
        }
        catch (Exception e) when (e is FolderLockedException || (e is AccessDeniedException denied && denied.Path != path))
        {
            return null;
        }
        catch (Exception e) when (e is InvalidDataException or JournalDamagedException or SqliteException)
        {
            findings.Add(Name, null, e.Message, Advice);
            return null;
        }
    }

    /// <summary>Takes the events of the next commit.</summary>
    public void Add(long commit, ulong checksum, List<StoredEvent> events)
    {
        for (var at = 0; at < runs.Count; at++)
        {
            if (commit >= runs[at].FirstCommit && commit <= runs[at].LastCommit)
            {
                foreach (var one in events)
                {
                    expected[at] += Mix(new IndexEntry(one.Subject.StableHash(), one.Version, commit, one.Event.IdHash));
                }

                if (commit == runs[at].LastCommit && checksum != runs[at].LastChecksum)
                {
                    findings.Add(Name, commit, $"Run {runs[at].Id} was made from another commit {commit}.", Advice);
                }
            }
        }
    }

    /// <summary>Compares, once all commits were taken.</summary>
    public void Finish()
    {
        // Where commits cannot be read, the index must differ.
        for (var at = 0; at < runs.Count && findings.Listed.All(finding => finding.Commit is null); at++)
        {
            if (stored[at] != expected[at])
            {
                findings.Add(Name, null, $"The entries of run {runs[at].Id} are not those of the commits {runs[at].FirstCommit} to {runs[at].LastCommit}.", Advice);
            }
        }
    }

    private static ulong SumOf(IndexRun run, Statement select)
    {
        ulong sum = 0;
        var entries = new List<IndexEntry>();
        for (var ordinal = 0; ordinal < run.Fences.Length; ordinal++)
        {
            entries.Clear();
            IndexReader.ReadBlock(select, run.BlockId(ordinal), entries);
            foreach (var entry in entries)
            {
                sum += Mix(entry);
            }
        }

        return sum;
    }

    private static ulong Mix(in IndexEntry entry)
    {
        ReadOnlySpan<ulong> numbers = [entry.SubjectHash, (ulong)entry.Version, (ulong)entry.CommitId, entry.EventIdHash];
        return StableHash.Of(MemoryMarshal.AsBytes(numbers));
    }
}
