using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Journal;
using Personalization.Replay.Shelves;

namespace Personalization.Replay;

/// <summary>The common part of runs that look at every served decision in scope: they follow the feed with the profiles of everybody, and stop at each record.</summary>
public abstract class DecisionRun : IReplayRun
{
    private readonly ReplayScope scope;
    private readonly IReplayFindings findings;
    private readonly IJournal journal;

    /// <summary>Begins at the beginning of the feed.</summary>
    /// <param name="scope">Which decisions.</param>
    /// <param name="source">What is read beside the feed.</param>
    /// <param name="findings">Where findings go.</param>
    /// <param name="leading">The plan of most decisions.</param>
    /// <param name="limits">How much of the profiles is in memory.</param>
    /// <param name="names">What is counted beside events and decisions.</param>
    private protected DecisionRun(
        ReplayScope scope, ReplaySource source, IReplayFindings findings, FoldPlan? leading, ShelfLimits limits, params ReadOnlySpan<string> names)
    {
        ArgumentNullException.ThrowIfNull(source);
        this.scope = scope;
        this.findings = findings;
        journal = source.Journal;
        Shelves = new ProfileShelves(scope, source, limits);
        Catalogs = new RunCatalogs(source.Catalogs, scope.Tenant);
        Counted = new RunCounts([ReplayCounts.Decisions, ReplayCounts.Copied, ReplayCounts.UnknownCatalog, ReplayCounts.MissingHistory, .. names]);
        if (leading is not null)
        {
            Shelves.Lead(leading);
        }
    }

    /// <inheritdoc/>
    public bool NeedsHistory => true;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Counts => Counted.Read();

    private protected RunCounts Counted { get; }

    private protected ProfileShelves Shelves { get; }

    private protected RunCatalogs Catalogs { get; }

    /// <inheritdoc/>
    public async ValueTask Take(StoredEvent stored, bool isNew, CancellationToken cancellation)
    {
        if (stored.Subject.Tenant != scope.Tenant)
        {
            return;
        }

        if (isNew && scope.Contains(stored))
        {
            Counted.CountEvent();
            if (stored.Event is Served served)
            {
                await Judge(stored, served, cancellation).ConfigureAwait(false);
            }
        }

        await Shelves.Fold(stored, cancellation).ConfigureAwait(false);
    }

    /// <summary>Nothing waits: each finding is handed out when its record is taken.</summary>
    public ValueTask Flush(CancellationToken cancellation) => default;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Shelves.Dispose();
        GC.SuppressFinalize(this);
        return default;
    }

    /// <summary>Looks at a decision of this tenant whose catalog is known.</summary>
    /// <returns>What there is to say, or null.</returns>
    private protected abstract ValueTask<ReplayFinding?> Judge(StoredEvent stored, Served served, ActiveCatalog catalog, CancellationToken cancellation);

    /// <summary>What the turn of a record read, under a plan; an answer of its own where events are missing.</summary>
    private protected async ValueTask<DecisionPast> Past(StoredEvent stored, Served served, FoldPlan plan, CancellationToken cancellation)
    {
        var user = await Shelves.At(plan, stored.Subject, stored.Version - 1, cancellation).ConfigureAwait(false);
        if (user.Version != stored.Version - 1)
        {
            return new DecisionPast(user, null, Missing(stored, served, stored.Subject, stored.Version - 1));
        }

        if (served.AccountId is not { } accountId)
        {
            return new DecisionPast(user, null, null);
        }

        var key = new SubjectKey(scope.Tenant, SubjectKind.Account, accountId);
        var account = await Shelves.At(plan, key, served.AccountVersion, cancellation).ConfigureAwait(false);
        return new DecisionPast(user, account, account.Version == served.AccountVersion ? null : Missing(stored, served, key, served.AccountVersion));
    }

    /// <summary>What to say of a decision that comes out differently where it may have read events that have expired since; null where all of them are there.</summary>
    private protected async ValueTask<MissingHistory?> Expired(StoredEvent stored, Served served, CancellationToken cancellation)
    {
        if (await ExpiredHistory.IsIn(journal, stored.Subject, stored.Version - 1, cancellation).ConfigureAwait(false))
        {
            return Missing(stored, served, stored.Subject, stored.Version - 1);
        }

        return served.AccountId is { } accountId && new SubjectKey(scope.Tenant, SubjectKind.Account, accountId) is var account
            && await ExpiredHistory.IsIn(journal, account, served.AccountVersion, cancellation).ConfigureAwait(false)
            ? Missing(stored, served, account, served.AccountVersion)
            : null;
    }

    private async ValueTask Judge(StoredEvent stored, Served served, CancellationToken cancellation)
    {
        Counted.Add(ReplayCounts.Decisions);
        if (await Find(stored, served, cancellation).ConfigureAwait(false) is { } finding)
        {
            await findings.Add(finding, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<ReplayFinding?> Find(StoredEvent stored, Served served, CancellationToken cancellation)
    {
        // What a rebuild brought along was decided for another tenant, by other versions.
        if (DecisionId.TryParse(served.Id, out var id) && id.SubjectHash != stored.Subject.StableHash())
        {
            Counted.Add(ReplayCounts.Copied);
            return null;
        }

        if (await Catalogs.Find(served.CatalogHash).ConfigureAwait(false) is { } catalog)
        {
            return await Judge(stored, served, catalog, cancellation).ConfigureAwait(false);
        }

        Counted.Add(ReplayCounts.UnknownCatalog);
        return new UnknownCatalog(served.Id, stored.Subject, served.Surface, served.Time, stored.Position, served.CatalogHash);
    }

    private MissingHistory Missing(in StoredEvent stored, Served served, in SubjectKey of, long version)
    {
        Counted.Add(ReplayCounts.MissingHistory);
        return new MissingHistory(served.Id, stored.Subject, served.Surface, served.Time, stored.Position, of, version);
    }
}
