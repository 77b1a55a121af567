using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.HostContract.Control;
using Personalization.HostContract.Profiles;

namespace Personalization.Journal.Tests.Audit;

public sealed class SealingTests : IDisposable
{
    private static readonly TenantId Beta = new("beta/production");
    private readonly AuditedFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_transaction_that_a_crash_cut_off_never_was()
    {
        await folder.Append(["u1"]);
        await folder.Seal();
        await folder.Append(["u2"]);
        var log = folder.Chain + "-wal";
        using var store = SqliteAuditStore.Open(folder.Path);
        await using (var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }))
        {
            using var sealer = new AuditSealer(journal, store, TimeProvider.System);
            await sealer.Seal(Cancellation);
        }

        // The crash comes before the last frame, which commits, is on the disk.
        using var crashed = new TemporaryFolder();
        foreach (var name in (string[])["journal.db", "audit.db"])
        {
            File.Copy(Path.Combine(folder.Path, name), crashed.File(name));
        }

        var frames = await File.ReadAllBytesAsync(log, Cancellation);
        await File.WriteAllBytesAsync(crashed.File("audit.db-wal"), frames[..^100], Cancellation);

        var before = await FolderAudit.Verify(crashed.Path, null, [], null, Cancellation);
        Assert.Empty(before.Findings);
        Assert.Equal((1, 1), (before.Tenants[0].Sealed, before.Tenants[0].Unsealed));
        await using var again = SqliteJournal.Open(new SqliteJournalOptions { Folder = crashed.Path });
        using var reopened = SqliteAuditStore.Open(crashed.Path);
        using var resumed = new AuditSealer(again, reopened, TimeProvider.System);
        await resumed.Seal(Cancellation);
        Assert.Equal(2, Assert.Single((await reopened.ReadState(Cancellation)).Heads).Decisions);
    }

    [Fact]
    public async Task A_journal_that_is_older_than_its_chain_is_not_sealed_on_and_the_lag_says_so()
    {
        await folder.Append(["u1"], ["u2"]);
        await folder.Seal();
        RawSql.Execute(folder.Journal, "DELETE FROM commits WHERE id = 2");
        File.Delete(System.IO.Path.Combine(folder.Path, "index.db"));
        File.Delete(System.IO.Path.Combine(folder.Path, "journal.ack"));
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });
        using var store = SqliteAuditStore.Open(folder.Path);
        var time = new ManualTime();
        using var sealer = new AuditSealer(journal, store, time);

        await Assert.ThrowsAsync<JournalBehindException>(() => sealer.Seal(Cancellation));
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.FromMinutes(10), sealer.Lag);
    }

    [Fact]
    public async Task Each_tenant_has_a_chain_of_its_own_that_says_nothing_of_the_others()
    {
        SubjectKey[] acme = [Sample.User("u1"), Sample.User("u2"), Sample.User("u3")];
        SubjectKey[] both = [acme[0], new(Beta, SubjectKind.User, "u1"), acme[1], new(Beta, SubjectKind.Anonymous, "u2"), acme[2]];
        await folder.Append(both);
        await folder.Seal();

        var report = await folder.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal([(Sample.Acme, 3L), (Beta, 2L)], report.Tenants.Select(one => (one.Tenant, one.Verified)));

        folder.Rewrite(1, parts => parts[1].Events[1] = AuditedFolder.Decision("d-u1-1", "edited"));

        Assert.Equal(Beta, Assert.Single((await folder.Verify()).Findings).Tenant);
        Assert.Empty((await FolderAudit.Verify(folder.Path, Sample.Acme, [], null, Cancellation)).Findings);
        Assert.NotEqual(ChainHead.Empty(Beta).Link, ChainHead.Empty(Sample.Acme).Link);
    }

    [Fact]
    public async Task The_lag_is_how_long_something_has_waited_to_be_sealed()
    {
        var clock = new ControlClock();
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });
        using var store = SqliteAuditStore.Open(folder.Path);
        var isBroken = true;
        using var sealer = new AuditSealer(journal, store, clock, () => isBroken ? throw new IOException("The disk is gone.") : UInt128.One);
        await sealer.Seal(Cancellation);
        await journal.Append(new StreamAppend(Sample.User("u2"), 1, [AuditedFolder.Decision("d")]));
        clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<IOException>(() => sealer.Seal(Cancellation));
        Assert.Equal(TimeSpan.FromSeconds(30), sealer.Lag);

        isBroken = false;
        await sealer.Seal(Cancellation);

        Assert.Equal((TimeSpan.Zero, 1L), (sealer.Lag, sealer.SealedDecisions));
    }

    [Fact]
    public void Any_history_in_any_rounds_verifies_with_the_same_hash_for_the_same_salts()
    {
        Prop.ForAll(Gen.Choose(0, 4).ListOf().ListOf().ToArbitrary(), commits =>
        {
            using var inRounds = new AuditedFolder();
            using var atOnce = new AuditedFolder();
            string[][] groups = [.. commits.Where(one => one.Count > 0).Take(6).Select(one => one.Distinct().Select(user => $"u{user}").ToArray())];
            Run(async () =>
            {
                await inRounds.Seal();
                foreach (var group in groups)
                {
                    await inRounds.Append([group]);
                    await inRounds.Seal();
                }

                await atOnce.Append(groups);
                await atOnce.Seal();
                var (left, right) = (await inRounds.Verify(), await atOnce.Verify());
                Assert.Empty(left.Findings.Concat(right.Findings));
                Assert.Equal(right.Tenants, left.Tenants);
                Assert.Equal(groups.Sum(group => group.Length), left.Tenants.Sum(one => one.Verified));
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    private static void Run(Func<Task> test) => Task.Run(test).GetAwaiter().GetResult();
}
