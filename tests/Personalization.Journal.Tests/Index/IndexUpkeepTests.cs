using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.Journal.Index;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Tests.Index;

public sealed class IndexUpkeepTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IndexStore store;
    private readonly SubjectIndex index;
    private readonly IndexUpkeep upkeep;
    private long commit;

    public IndexUpkeepTests()
    {
        store = IndexStore.Open(OperatingDisk.Instance, folder.File("index.db"));
        index = new SubjectIndex([], 0, recentEntriesMax: 4);
        upkeep = new IndexUpkeep(index, store, () => { });
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_number_of_runs_grows_with_the_logarithm_of_the_entries()
    {
        Commit(1000);
        Assert.InRange(index.Runs.Length, 1, 15);
        Assert.Equal(index.Runs.Select(run => run.LastCommit + 1).SkipLast(1), index.Runs.Select(run => run.FirstCommit).Skip(1));
    }

    [Fact]
    public void Nothing_is_forgotten_when_runs_are_written_and_merged()
    {
        Commit(300);
        using var reader = new IndexReader(OperatingDisk.Instance, folder.File("index.db"));
        for (var number = 1; number <= 300; number++)
        {
            var subject = SubjectOf(number);
            Assert.True(index.MayContain(FilterKey.Of(subject.StableHash(), (ulong)number)));
        }

        Assert.Equal(300 - Recent(), index.Runs.Sum(run => run.Entries));
        Assert.Equal(CommitsOf(SubjectOf(1)), Entries(reader, SubjectOf(1)).Select(entry => entry.CommitId));
    }

    [Fact]
    public void Runs_are_loaded_as_they_were_written()
    {
        Commit(300);
        var loaded = store.LoadRuns();
        Assert.Equal(index.Runs.Select(run => (run.Id, run.Level, run.FirstCommit, run.LastCommit, run.LastChecksum, run.Entries)),
            loaded.Select(run => (run.Id, run.Level, run.FirstCommit, run.LastCommit, run.LastChecksum, run.Entries)));
        Assert.All(loaded.Zip(index.Runs), pair => Assert.True(pair.First.Filter.Words.SequenceEqual(pair.Second.Filter.Words)));
    }

    [Fact]
    public void A_replaced_run_stays_on_disk_until_its_last_reader_has_left()
    {
        Commit(17);
        var view = index.Enter(SubjectOf(1), SubjectOf(1).StableHash(), []);
        Commit(100);
        Assert.DoesNotContain(view.Runs[0], index.Runs);
        using var reader = new IndexReader(OperatingDisk.Instance, folder.File("index.db"));
        var entries = new List<IndexEntry>();
        reader.Collect(view.Runs[0], SubjectOf(1).StableHash(), 1, long.MaxValue, entries);
        Assert.NotEmpty(entries);
        index.Exit(view);
        upkeep.Work(CancellationToken.None);
        Assert.Throws<JournalDamagedException>(() => reader.Collect(view.Runs[0], SubjectOf(1).StableHash(), 1, long.MaxValue, entries));
    }

    [Fact]
    public void A_damaged_block_is_reported()
    {
        Commit(20);
        RawSql.Execute(folder.File("index.db"), "UPDATE blocks SET payload = x'0102030405060708090a0b'");
        using var reader = new IndexReader(OperatingDisk.Instance, folder.File("index.db"));
        Assert.Throws<JournalDamagedException>(() => Entries(reader, SubjectOf(1)));
    }

    [Fact]
    public void A_damaged_run_is_not_loaded()
    {
        Commit(20);
        RawSql.Execute(folder.File("index.db"), "UPDATE runs SET entries = entries + 1");
        Assert.Throws<InvalidDataException>(store.LoadRuns);
    }

    private static SubjectKey SubjectOf(long number) => Sample.User($"u{number % 7}");

    private static IEnumerable<long> CommitsOf(SubjectKey subject) =>
        Enumerable.Range(1, 296).Select(number => (long)number).Where(number => SubjectOf(number) == subject);

    private void Commit(int count)
    {
        for (var left = count; left > 0; left--)
        {
            index.StartCommit(++commit);
            index.Add(SubjectOf(commit), SubjectOf(commit).StableHash(), ((commit - 1) / 7) + 1, commit, [(ulong)commit]);
            index.Committed(commit, StableHash.Of($"{commit}"));
            upkeep.Work(CancellationToken.None);
        }
    }

    private int Recent() => Enumerable.Range(1, 300).Count(number => number > index.Runs[^1].LastCommit);

    private List<IndexEntry> Entries(IndexReader reader, SubjectKey subject)
    {
        var entries = new List<IndexEntry>();
        foreach (var run in index.Runs)
        {
            reader.Collect(run, subject.StableHash(), 1, long.MaxValue, entries);
        }

        return entries;
    }
}
