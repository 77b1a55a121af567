using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>The turn of a decision: under the user's gate, then the account's. It is tried until everything that it needs is there.</summary>
/// <remarks>
/// The account is read at what is folded, durable or not: the journal commits in order, so a record of this decision is never
/// durable before the account's events that it read.
/// </remarks>
internal sealed class DecideTurn(EmbeddedContext context, DecisionRequest request)
{
    private static readonly string[] NothingRefused = [];
    private ActiveCatalog? catalog;
    private SurfacePlan? surface;
    private GrainLease? userLease;
    private GrainLease? accountLease;
    private long ignoredVersion;

    /// <summary>The decision, once it is done.</summary>
    public Decision? Decision { get; private set; }

    /// <summary>The commit of its record; null where nothing was recorded.</summary>
    public Task<CommitResult>? Commit { get; private set; }

    /// <summary>Whether the record counts for the account, too.</summary>
    public bool CountsForAccount { get; private set; }

    /// <summary>The version of the record that seems to have answered the request before.</summary>
    public long RepeatedVersion { get; private set; }

    /// <summary>The user's grain.</summary>
    public Grain User => userLease!.Value.Grain;

    /// <summary>The catalog that is decided by.</summary>
    public ActiveCatalog Catalog => catalog!;

    /// <summary>Finds the active catalog and the surface, or the problem.</summary>
    public Problem? FindPlan()
    {
        if (!context.Catalogs.TryGetActive(request.Subject.Tenant, out catalog))
        {
            return GrainProblems.NotReady;
        }

        return catalog.Decisions.TryGetSurface(request.Surface, out surface) ? null : GrainProblems.UnknownSurface(request.Surface);
    }

    /// <summary>Loads what the last attempt lacked.</summary>
    public ValueTask Load(DecideStep step, CancellationToken cancellation)
    {
        var lease = step == DecideStep.UserNotReady ? userLease : accountLease;
        return context.Activation.EnsureLoaded(lease!.Value.Grain, Catalog.Folds, cancellation);
    }

    /// <summary>The record at <see cref="RepeatedVersion"/> answers another request.</summary>
    public void IgnoreRepeated() => ignoredVersion = RepeatedVersion;

    /// <summary>Tries the turn. It changes nothing unless it is done.</summary>
    public DecideStep Try()
    {
        userLease ??= context.Grains.Acquire(request.Subject);
        lock (User.Gate)
        {
            return User.IsReady(Catalog.Folds.Hash) ? TryWithUser() : DecideStep.UserNotReady;
        }
    }

    /// <summary>Lets go of the grains, once what they hold is durable.</summary>
    public void Release()
    {
        Release(userLease);
        Release(accountLease);
        userLease = accountLease = null;
    }

    private DecideStep TryWithUser()
    {
        var now = DecisionInputs.EffectiveNow(request.Now ?? context.Now, User.Profile!);
        if (request is { Mode: DecisionMode.Serve, RequestId: { } requestId }
            && RepeatTurn.Find(User.Profile!, request.Surface, requestId, now) is { } version && version != ignoredVersion)
        {
            RepeatedVersion = version;
            return DecideStep.Repeated;
        }

        if ((request.AccountId ?? User.Profile!.LatestAccountId) is not { } accountId)
        {
            return Decide(null, null, now);
        }

        var account = LeaseAccount(accountId);
        lock (account.Gate)
        {
            return account.IsReady(Catalog.Folds.Hash) ? Decide(account, accountId, now) : DecideStep.AccountNotReady;
        }
    }

    private Grain LeaseAccount(string accountId)
    {
        var key = new SubjectKey(request.Subject.Tenant, SubjectKind.Account, accountId);
        if (accountLease is { } held && held.Grain.Key != key)
        {
            held.Dispose();
            accountLease = null;
        }

        accountLease ??= context.Grains.Acquire(key);
        return accountLease.Value.Grain;
    }

    private DecideStep Decide(Grain? account, string? accountId, Instant now)
    {
        var inputs = new DecisionInputs(
            request.Subject, User.Profile!, account?.Profile, accountId, request.Context, request.Max, now, NothingRefused);
        if (request.Mode == DecisionMode.Peek)
        {
            Decision = ServeTurn.Peek(Catalog.Decisions, surface!, inputs, User.KeyHash, request.Explain);
            return DecideStep.Done;
        }

        var reply = ServeTurn.Serve(Catalog.Decisions, surface!, inputs, User.KeyHash, request.RequestId, request.Explain);
        Decision = reply.Decision;
        if (reply.Served is not null)
        {
            CountsForAccount = reply.Counts.Count > 0;
            Commit = context.Append(Catalog.Folds, User, [reply.Served], account, reply.Counts);
        }

        return DecideStep.Done;
    }

    private void Release(GrainLease? lease)
    {
        if (lease is { } held)
        {
            if (Commit is { } commit)
            {
                context.Commits.ReleaseAfter(commit, held);
            }
            else
            {
                held.Dispose();
            }
        }
    }
}
