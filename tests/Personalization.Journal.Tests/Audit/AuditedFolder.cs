using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Audit;

/// <summary>A data folder with a journal that is sealed when the test says so. Between calls nobody has its files open.</summary>
public sealed class AuditedFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<SubjectKey, long> versions = [];
    private ulong salt;

    public string Path => folder.Path;

    public string Journal => folder.File("journal.db");

    public string Mark => folder.File(AuditDatabase.MarkName);

    public string Chain => folder.File("audit.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Served Decision(string id, string surface = "home.card") => new()
    {
        Id = id, Time = Sample.Noon, ReceivedAt = Sample.Noon, AccountId = "a1", Surface = surface, CatalogHash = "c0ffee", AccountVersion = 7,
        Actions = [new ServedAction("help.first", "default")],
    };

    public void Dispose() => folder.Dispose();

    /// <summary>Appends a commit for each group: a decision and an event of no interest for each user in it.</summary>
    public async Task Append(params string[][] commits)
    {
        await using var journal = Open();
        foreach (var users in commits)
        {
            Assert.Equal(CommitResult.Committed, await journal.Append([.. users.Select(user => Part(Sample.User(user)))]));
        }
    }

    /// <summary>Appends a commit with a decision for each subject.</summary>
    public async Task Append(params SubjectKey[] subjects)
    {
        await using var journal = Open();
        Assert.Equal(CommitResult.Committed, await journal.Append([.. subjects.Select(Part)]));
    }

    /// <summary>Seals all that is there, with salts that follow each other.</summary>
    public async Task Seal()
    {
        await using var journal = Open();
        using var store = SqliteAuditStore.Open(Path);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System, () => new UInt128(0x5A17_5A17_5A17_5A17, ++salt));
        while (await sealer.Seal(Cancellation))
        {
        }
    }

    public async Task<int> Erase(params long[] positions)
    {
        using var store = SqliteAuditStore.Open(Path);
        return await store.Erase(Sample.Acme, positions, Cancellation);
    }

    public async Task Archive(Instant olderThan)
    {
        await using var journal = Open();
        await journal.Archive(olderThan, Cancellation);
    }

    public async Task<List<StoredEvent>> Decisions()
    {
        await using var journal = Open();
        return await journal.Feed();
    }

    /// <summary>Erases as a journal alone would, past the chain.</summary>
    public async Task ErasePastChain(SubjectKey subject)
    {
        await using var journal = Open();
        await journal.Erase(subject, Cancellation);
    }

    public Task<AuditReport> Verify(params AuditAnchor[] anchors) => FolderAudit.Verify(Path, null, anchors, null, Cancellation);

    public async Task<AuditAnchor> Anchor() => Assert.Single((await FolderAudit.Anchors(Path, Sample.Acme, Sample.Noon, Cancellation))!);

    /// <summary>Changes a commit as somebody would who knows the format: with its right checksum.</summary>
    internal void Rewrite(long commit, Action<List<RewrittenPart>> change) => CommitRewriting.Rewrite(Journal, commit, change);

    /// <summary>Without the mark of what was acknowledged, which whoever tampers with a journal takes away too.</summary>
    private SqliteJournal Open()
    {
        File.Delete(folder.File("journal.ack"));
        return SqliteJournal.Open(new SqliteJournalOptions { Folder = Path });
    }

    private StreamAppend Part(SubjectKey subject)
    {
        var version = versions.GetValueOrDefault(subject) + 1;
        versions[subject] = version + 1;
        return new StreamAppend(subject, version, [Sample.Tracked($"t-{subject.Id}-{version}"), Decision($"d-{subject.Id}-{version}")]);
    }
}
