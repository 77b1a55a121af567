using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Index;

/// <summary>The file <c>index.db</c>: sorted runs of entries. A cache of the journal: whatever is wrong with it, it is made again.</summary>
internal sealed class IndexStore : IDisposable
{
    private const long FormatVersion = 1;
    private readonly Statement insertRun, deleteRun, deleteBlocks, selectBlock;

    private IndexStore(SqliteConnection connection)
    {
        Connection = connection;
        insertRun = new Statement(connection,
            "INSERT INTO runs (id, level, first_commit, last_commit, last_checksum, entries, subjects, fences, filter, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        deleteRun = new Statement(connection, "DELETE FROM runs WHERE id = ?1");
        deleteBlocks = new Statement(connection, "DELETE FROM blocks WHERE id BETWEEN ?1 AND ?2");
        selectBlock = new Statement(connection, "SELECT payload FROM blocks WHERE id = ?1");
    }

    /// <summary>The connection that writes.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Opens or makes the file. Throws <see cref="SqliteException"/> or <see cref="InvalidDataException"/> where it cannot be used.</summary>
    public static IndexStore Open(IDisk disk, string path)
    {
        var connection = DatabaseFile.Open(disk, path, "NORMAL");
        try
        {
            if (DatabaseFile.Number(connection, "PRAGMA user_version") is var version && version is not (0 or FormatVersion))
            {
                throw new InvalidDataException($"The index has the format {version}.");
            }

            DatabaseFile.Execute(connection,
                $"""
                CREATE TABLE IF NOT EXISTS runs (
                    id INTEGER PRIMARY KEY, level INTEGER NOT NULL, first_commit INTEGER NOT NULL, last_commit INTEGER NOT NULL,
                    last_checksum INTEGER NOT NULL, entries INTEGER NOT NULL, subjects INTEGER NOT NULL,
                    fences BLOB NOT NULL, filter BLOB NOT NULL, checksum INTEGER NOT NULL);
                CREATE TABLE IF NOT EXISTS blocks (id INTEGER PRIMARY KEY, payload BLOB NOT NULL);
                PRAGMA user_version={FormatVersion};
                """);
            return new IndexStore(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>All runs, oldest first. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public List<IndexRun> LoadRuns() => LoadRuns(Connection);

    /// <summary>The runs of a file that somebody else may have open.</summary>
    public static List<IndexRun> LoadRuns(SqliteConnection connection)
    {
        var runs = new List<IndexRun>();
        using var select = new Statement(connection,
            "SELECT id, level, first_commit, last_commit, last_checksum, entries, subjects, fences, filter, checksum FROM runs ORDER BY first_commit");
        while (select.Step())
        {
            var fences = MemoryMarshal.Cast<byte, IndexFence>(select.Blob(7)).ToArray();
            var filter = new SubjectFilter(MemoryMarshal.Cast<byte, uint>(select.Blob(8)).ToArray());
            var run = new IndexRun(
                select.Number(0), (int)select.Number(1), select.Number(2), select.Number(3), (ulong)select.Number(4), select.Number(5), select.Number(6), fences, filter);
            var follows = runs.Count == 0 ? 1 : runs[^1].LastCommit + 1;
            if (Checksum(run) != (ulong)select.Number(9) || run.FirstCommit != follows)
            {
                throw new InvalidDataException($"Run {run.Id} of the index is damaged.");
            }

            runs.Add(run);
        }

        return runs;
    }

    /// <summary>Makes a run, whose blocks are written, visible in place of the ones that it replaces.</summary>
    public void Publish(IndexRun run, IReadOnlyList<IndexRun> replaced)
    {
        foreach (var old in replaced)
        {
            deleteRun.Bind(1, old.Id).Run();
        }

        insertRun.Bind(1, run.Id).Bind(2, run.Level).Bind(3, run.FirstCommit).Bind(4, run.LastCommit).Bind(5, (long)run.LastChecksum)
            .Bind(6, run.Entries).Bind(7, run.Subjects).Bind(8, MemoryMarshal.AsBytes(run.Fences.AsSpan()))
            .Bind(9, MemoryMarshal.AsBytes(run.Filter.Words)).Bind(10, (long)Checksum(run)).Run();
    }

    /// <summary>Deletes the blocks of a run that nobody reads any more.</summary>
    public void DeleteBlocks(long runId) => deleteBlocks.Bind(1, IndexRun.BlockId(runId, 0)).Bind(2, IndexRun.BlockId(runId + 1, 0) - 1).Run();

    /// <summary>Deletes the blocks that belong to none of these runs: what a merge left when the process died.</summary>
    public void DeleteOrphans(IEnumerable<IndexRun> runs)
    {
        long free = 0;
        foreach (var id in runs.Select(run => run.Id).Order())
        {
            deleteBlocks.Bind(1, IndexRun.BlockId(free, 0)).Bind(2, IndexRun.BlockId(id, 0) - 1).Run();
            free = id + 1;
        }

        deleteBlocks.Bind(1, IndexRun.BlockId(free, 0)).Bind(2, long.MaxValue).Run();
    }

    /// <summary>Begins a transaction.</summary>
    public void Begin() => DatabaseFile.Execute(Connection, "BEGIN IMMEDIATE");

    /// <summary>Ends the transaction.</summary>
    public void Commit() => DatabaseFile.Execute(Connection, "COMMIT");

    /// <summary>Appends the entries of a run's block.</summary>
    public void ReadBlock(IndexRun run, int ordinal, List<IndexEntry> into) => IndexReader.ReadBlock(selectBlock, run.BlockId(ordinal), into);

    /// <inheritdoc/>
    public void Dispose()
    {
        insertRun.Dispose();
        deleteRun.Dispose();
        deleteBlocks.Dispose();
        selectBlock.Dispose();
        Connection.Dispose();
    }

    private static ulong Checksum(IndexRun run)
    {
        ReadOnlySpan<long> numbers = [run.Id, run.Level, run.FirstCommit, run.LastCommit, (long)run.LastChecksum, run.Entries, run.Subjects];
        var seed = StableHash.Of(MemoryMarshal.AsBytes(numbers));
        return StableHash.Of(MemoryMarshal.AsBytes(run.Filter.Words), StableHash.Of(MemoryMarshal.AsBytes(run.Fences.AsSpan()), seed));
    }
}
