using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Damage;

/// <summary>Whatever happens to one byte or the length of the snapshots' file: a snapshot is loaded as it was saved, or there is none.</summary>
public sealed class SnapshotDamageTests : IDisposable
{
    private const int SampledPlaces = 150, Snapshots = 6;
    private readonly TemporaryFolder folder = new(inMemory: true);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false, "snapshots.db")]
    [InlineData(true, "snapshots.db")]
    [InlineData(true, "snapshots.db-wal")]
    public async Task A_flipped_byte_gives_the_very_snapshot_or_none(bool isKilled, string file) =>
        await Check(isKilled, file, bytes => Damages.Flips(bytes, SampledPlaces));

    [Theory]
    [InlineData(false, "snapshots.db")]
    [InlineData(true, "snapshots.db")]
    [InlineData(true, "snapshots.db-wal")]
    public async Task A_cut_file_gives_the_very_snapshot_or_none(bool isKilled, string file) =>
        await Check(isKilled, file, bytes => Damages.Cuts(bytes, SampledPlaces));

    private static SubjectKey SubjectOf(int number) => Sample.User($"u{number}");

    private static StoredSnapshot SnapshotOf(int number) =>
        new(number, 5, 7, 3, new ReceivedOrder(Sample.Noon, Rises: true), Enumerable.Range(0, 90 * number).Select(at => (byte)(at * number)).ToArray());

    private static List<KeyValuePair<SubjectKey, StoredSnapshot>> Half(bool isSecond) =>
        [.. Enumerable.Range(isSecond ? 1 + (Snapshots / 2) : 1, Snapshots / 2).Select(number => KeyValuePair.Create(SubjectOf(number), SnapshotOf(number)))];

    private async Task Check(bool isKilled, string file, Func<byte[], IEnumerable<(string What, byte[] Bytes)>> damages)
    {
        var files = await Make(isKilled);
        foreach (var (what, bytes) in damages(files[file]))
        {
            files.LayOut(folder.Path, file, bytes);
            try
            {
                await CheckLoads();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{file}, {what}: {e.Message}", e);
            }
        }
    }

    private async Task CheckLoads()
    {
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        for (var number = 1; number <= Snapshots; number++)
        {
            AssertSame(SnapshotOf(number), await snapshots.Load(SubjectOf(number), TestContext.Current.CancellationToken));
            AssertSame(SnapshotOf(number), await snapshots.LoadMark(SubjectOf(number), new MarkUse(7, 3, Instant.MaxValue, Rising: true), TestContext.Current.CancellationToken));
        }
    }

    private static void AssertSame(StoredSnapshot expected, StoredSnapshot? found)
    {
        if (found is not null)
        {
            Assert.Equal(expected with { Payload = default }, found with { Payload = default });
            Assert.True(expected.Payload.Span.SequenceEqual(found.Payload.Span));
        }
    }

    /// <summary>The files after a clean close, or under an open store whose later half is in the log alone.</summary>
    private static async Task<StoredFiles> Make(bool isKilled)
    {
        using var made = new TemporaryFolder(inMemory: true);
        SmallJournal.MakePagesSmall(made, "snapshots.db");
        using (var snapshots = SqliteSnapshots.Open(made.Path))
        {
            await snapshots.Save(Half(isSecond: false), Half(isSecond: false), TestContext.Current.CancellationToken);
        }

        using (var snapshots = SqliteSnapshots.Open(made.Path))
        {
            await snapshots.Save(Half(isSecond: true), Half(isSecond: true), TestContext.Current.CancellationToken);
            if (isKilled)
            {
                return StoredFiles.Of(made.Path);
            }
        }

        return StoredFiles.Of(made.Path);
    }
}
