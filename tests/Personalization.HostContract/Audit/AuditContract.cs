using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Verifying;

namespace Personalization.HostContract.Audit;

/// <summary>What every store of audit chains must do over its journal. Derive from it and say how to open yours.</summary>
public abstract partial class AuditContract : IAsyncLifetime
{
    /// <summary>A second tenant.</summary>
    protected static readonly TenantId Beta = new("beta/production");

    private readonly Dictionary<SubjectKey, long> heads = [];
    private readonly List<object> opened = [];
    private IJournal? journal;
    private IAuditStore? store;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IJournal Journal => journal!;

    protected IAuditStore Store => store!;

    public async ValueTask InitializeAsync()
    {
        opened.Add(journal = await OpenJournal());
        store = await Open();
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(opened))
        {
            await (one is IAsyncDisposable closing ? closing.DisposeAsync() : Dispose((IDisposable)one));
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the journal of this test.</summary>
    protected abstract ValueTask<IJournal> OpenJournal();

    /// <summary>Opens the chains of this test once more, as another process does.</summary>
    protected abstract ValueTask<IAuditStore> OpenStore();

    protected static Served Decision(string id) => new()
    {
        Id = id, Time = Sample.Noon, ReceivedAt = Sample.Noon, AccountId = "a1", Surface = "home.card", CatalogHash = "c0ffee", AccountVersion = 7,
        Actions = [new ServedAction("help.first", "default")],
    };

    /// <summary>Opens the chains once more, until the test ends.</summary>
    protected async Task<IAuditStore> Open()
    {
        var one = await OpenStore();
        opened.Add(one);
        return one;
    }

    /// <summary>Closes something when the test ends.</summary>
    protected T Kept<T>(T one)
        where T : notnull
    {
        opened.Add(one);
        return one;
    }

    /// <summary>A sealer over the journal and a store, until the test ends.</summary>
    protected AuditSealer Sealer(IAuditStore over, Func<UInt128>? salts = null, TimeProvider? clock = null, TimeSpan markInterval = default)
    {
        var sealer = new AuditSealer(Journal, over, clock ?? TimeProvider.System, salts, markInterval);
        opened.Add(sealer);
        return sealer;
    }

    /// <summary>Appends a commit with an event of no interest and a decision for each subject.</summary>
    protected async Task Append(params IEnumerable<SubjectKey> subjects)
    {
        StreamAppend[] parts = [.. subjects.Select(Part)];
        Assert.Equal(CommitResult.Committed, await Journal.Append(parts));
    }

    protected Task Append(params string[] users) => Append(users.Select(Sample.User));

    protected static async Task SealAll(AuditSealer sealer)
    {
        while (await sealer.Seal(Cancellation))
        {
            // Until nothing is left.
        }
    }

    protected Task SealAll() => SealAll(Sealer(Store));

    /// <summary>Holds all chains against the journal.</summary>
    protected async Task<AuditReport> Verify()
    {
        using var feed = await JournalFeed.Of(Journal, Cancellation);
        using var verifier = new AuditVerifier(await Store.ReadState(Cancellation), Store, feed);
        return await verifier.Run(null, [], null, Cancellation);
    }

    /// <summary>Holds all chains against the journal, where nothing may be amiss nor unsealed.</summary>
    protected async Task<(long Sealed, long Verified, long Erased)> VerifyGood()
    {
        var report = await Verify();
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Tenants.Sum(one => one.Unsealed));
        return (report.Tenants.Sum(one => one.Sealed), report.Tenants.Sum(one => one.Verified), report.Tenants.Sum(one => one.Erased));
    }

    /// <summary>Where a subject's decisions are.</summary>
    protected async Task<long[]> PositionsOf(SubjectKey subject) =>
        [.. (await Journal.Stream(subject)).Where(one => one.Event is Served).Select(one => one.Position)];

    /// <summary>Forgets what an erasure took, so that the subject may begin again.</summary>
    protected void Forget(SubjectKey subject) => heads.Remove(subject);

    private StreamAppend Part(SubjectKey subject)
    {
        var version = heads.GetValueOrDefault(subject) + 1;
        heads[subject] = version + 1;
        return new StreamAppend(subject, version, [Sample.Tracked($"t-{subject.Id}-{version}"), Decision($"d-{subject.Id}-{version}")]);
    }

    private static ValueTask Dispose(IDisposable one)
    {
        one.Dispose();
        return ValueTask.CompletedTask;
    }
}
