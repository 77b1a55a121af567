using Microsoft.Data.Sqlite;
using Personalization.HostContract;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Damage;

/// <summary>Whatever happens to one byte or the length of one file: what is read is what was acknowledged, or the damage is reported.</summary>
public sealed class JournalDamageTests : IDisposable
{
    private const int SampledPlaces = 150;
    private readonly TemporaryFolder folder = new(inMemory: true);

    public static TheoryData<bool, string> Files => new()
    {
        { false, "journal.db" }, { false, "journal.ack" }, { false, "index.db" },
        { true, "journal.db" }, { true, "journal.db-wal" }, { true, "journal.ack" }, { true, "index.db" }, { true, "index.db-wal" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_flipped_byte_is_reported_or_changes_no_acknowledged_event(bool isKilled, string file) =>
        await Check(isKilled, file, bytes => Damages.Flips(bytes, SampledPlaces));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_cut_file_is_reported_or_changes_no_acknowledged_event(bool isKilled, string file) =>
        await Check(isKilled, file, bytes => Damages.Cuts(bytes, SampledPlaces));

    private async Task Check(bool isKilled, string file, Func<byte[], IEnumerable<(string What, byte[] Bytes)>> damages)
    {
        var journal = await SmallJournal.Make();
        var files = isKilled ? journal.Killed : journal.Closed;
        int reported = 0, harmless = 0;
        foreach (var (what, bytes) in damages(files[file]))
        {
            files.LayOut(folder.Path, file, bytes);
            try
            {
                if (await IsReported(journal))
                {
                    reported++;
                }
                else
                {
                    harmless++;
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{file}, {what}, after {(isKilled ? "a kill" : "a clean close")}: {e.Message}", e);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{reported} reported, {harmless} harmless");
    }

    private async Task<bool> IsReported(SmallJournal expected)
    {
        try
        {
            var journal = SmallJournal.Open(folder.Path);
            try
            {
                await CheckReads(journal, expected.Acknowledged, added: 0);
                var subject = SmallJournal.Subjects[0];
                var append = journal.Append([Sample.Append(subject, expected.Acknowledged.Count(stored => stored.Subject == subject) + 1)]);
                journal.CommitNext();
                Assert.Equal(CommitResult.Committed, await append);
                journal.KeepIndex();
                await CheckReads(journal, expected.Acknowledged, added: 1);
            }
            finally
            {
                journal.Abandon();
            }
        }
        catch (Exception e) when (e is JournalDamagedException or JournalFailedException or InvalidDataException || IsReadOnly(e))
        {
            return true;
        }

        return false;
    }

    /// <summary>A header may say that this program may not write the file; SQLite says so.</summary>
    private static bool IsReadOnly(Exception e) => e is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_READONLY };

    private static async Task CheckReads(SqliteJournal journal, IReadOnlyList<StoredEvent> acknowledged, int added)
    {
        var read = 0;
        await foreach (var stored in journal.ReadFrom(0, TestContext.Current.CancellationToken))
        {
            Assert.True(read >= acknowledged.Count || acknowledged[read] == stored, $"{stored} was read as event {read}.");
            read++;
        }

        Assert.Equal(acknowledged.Count + added, read);
        foreach (var subject in SmallJournal.Subjects)
        {
            var expected = acknowledged.Where(stored => stored.Subject == subject).ToList();
            var isAddedTo = added > 0 && subject == SmallJournal.Subjects[0];
            Assert.Equal(expected.Count + (isAddedTo ? 1 : 0), await journal.ReadHead(subject, TestContext.Current.CancellationToken));
            Assert.Equal(expected, (await journal.Stream(subject)).Take(expected.Count));
            foreach (var stored in expected)
            {
                Assert.True(await journal.Contains(subject, stored.Event.Id, TestContext.Current.CancellationToken), $"{stored.Event.Id} is forgotten.");
            }
        }
    }
}
