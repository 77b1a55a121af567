using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Grains.Nodes;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>The turn of a decision: under the user's gate, then the account's, then those of what the tenant shares. It is tried until everything that it needs is there.</summary>
/// <remarks>
/// The account is read at what is folded, durable or not: the journal commits in order, so a record of this decision is never
/// durable before the account's events that it read.
/// </remarks>
internal sealed class DecideTurn(EmbeddedContext context, DecisionRequest request, Journey? journey = null)
{
    private readonly OwnerLeases owners = new(context, request.Subject.Tenant, journey);
    private ActiveCatalog? catalog;
    private SurfacePlan? surface;
    private GrainLease? userLease;
    private GrainLease? accountLease;
    private Grain? unready;
    private long ignoredVersion;
    private int soughtAt = -1;

    /// <summary>The decision, once it is done.</summary>
    public Decision? Decision { get; private set; }

    /// <summary>Where the person is decided for instead; null where it is here.</summary>
    public SubjectMoved? Moved { get; private set; }

    /// <summary>The commit of its record; null where nothing was recorded.</summary>
    public Task<CommitResult>? Commit { get; private set; }

    /// <summary>Whether the record counts for the account or the tenant, too.</summary>
    public bool CountsForOthers { get; private set; }

    /// <summary>The version of the record that seems to have answered the request before.</summary>
    public long RepeatedVersion { get; private set; }

    /// <summary>The user's grain.</summary>
    public Grain User => userLease!.Value.Grain;

    /// <summary>The grains that it has found so far, in the order in which their gates are entered.</summary>
    public IEnumerable<Grain> Leased => new[] { userLease?.Grain, accountLease?.Grain }.OfType<Grain>().Concat(owners.Grains);

    /// <summary>The catalog that is decided by.</summary>
    public ActiveCatalog Catalog => catalog!;

    /// <summary>The version of the user's profile that the last attempt found.</summary>
    public long UserVersion { get; private set; }

    /// <summary>Goes by a catalog from now on.</summary>
    /// <param name="active">The catalog, or null where none is active.</param>
    /// <returns>The problem with it, or null.</returns>
    public Problem? TakeUp(ActiveCatalog? active)
    {
        if (active is null)
        {
            return GrainProblems.NotReady;
        }

        catalog = active;
        return catalog.Decisions.TryGetSurface(request.Surface, out surface) ? null : GrainProblems.UnknownSurface(request.Surface);
    }

    /// <summary>Loads what the last attempt lacked.</summary>
    public ValueTask Load(CancellationToken cancellation) => context.Activation.EnsureLoaded(unready!, Catalog.Folds, cancellation);

    /// <summary>The record at <see cref="RepeatedVersion"/> answers another request.</summary>
    public void IgnoreRepeated() => ignoredVersion = RepeatedVersion;

    /// <summary>Tries the turn. It changes nothing unless it is done.</summary>
    public DecideStep Try()
    {
        if ((userLease ??= Acquire(request.Subject)) is null)
        {
            return DecideStep.Elsewhere;
        }

        using (new GateScope(User, context.Metrics))
        {
            return User.IsReady(Catalog.Folds.Hash) ? TryWithUser() : NotReady(User);
        }
    }

    /// <summary>Lets go of the grains, once what they hold is durable.</summary>
    public void Release()
    {
        Release(userLease);
        Release(accountLease);
        userLease = accountLease = null;
        foreach (var lease in owners.Held)
        {
            Release(lease);
        }

        owners.Forget();
    }

    /// <summary>Pins a grain; null where it lives on another node.</summary>
    private GrainLease? Acquire(in SubjectKey subject) => journey is null ? context.Grains.Acquire(subject) : journey.TryAcquire(subject);

    private bool IsHeld(Grain grain) => !grain.IsFreeFor(journey) && request.Mode == DecisionMode.Serve;

    private DecideStep NotReady(Grain grain)
    {
        unready = grain;
        return DecideStep.NotReady;
    }

    private DecideStep TryWithUser()
    {
        if (IsHeld(User))
        {
            return DecideStep.Held;
        }

        if (User.Profile!.MergedInto is { } userId)
        {
            Moved = new SubjectMoved(userId);
            return DecideStep.Moved;
        }

        var now = DecisionInputs.EffectiveNow(request.Now ?? Clock, User.Profile!);
        if (request is { Mode: DecisionMode.Serve, RequestId: { } requestId }
            && RepeatTurn.Find(User.Profile!, request.Surface, requestId, now) is { } version && version != ignoredVersion)
        {
            RepeatedVersion = version;
            return DecideStep.Repeated;
        }

        if (journey is { IsRepeat: true } && request is { Mode: DecisionMode.Serve, RequestId: null } && soughtAt != User.Loads)
        {
            (soughtAt, UserVersion) = (User.Loads, User.Profile!.Version);
            return DecideStep.MayHaveRun;
        }

        User.NamedAccount = request.AccountId ?? User.NamedAccount;
        if ((request.AccountId ?? User.Profile!.LatestAccountId) is not { } accountId)
        {
            return Decide(null, null, now);
        }

        if (LeaseAccount(accountId) is not { } account)
        {
            return DecideStep.Elsewhere;
        }

        using (new GateScope(account, context.Metrics))
        {
            return IsHeld(account) ? DecideStep.Held
                : account.IsReady(Catalog.Folds.Hash) ? Decide(account, accountId, now)
                : NotReady(account);
        }
    }

    private Instant Clock => journey?.Now ?? context.Now;

    private Grain? LeaseAccount(string accountId)
    {
        var key = new SubjectKey(request.Subject.Tenant, SubjectKind.Account, accountId);
        if (accountLease is { } held && held.Grain.Key != key)
        {
            held.Dispose();
            accountLease = null;
        }

        accountLease ??= Acquire(key);
        return accountLease?.Grain;
    }

    private DecideStep Decide(Grain? account, string? accountId, Instant now)
    {
        var inputs = new DecisionInputs(request.Subject, User.Profile!, account?.Profile, accountId, request.Context, request.Max, now, []) { ReceivedAt = Clock };
        if (TryAnswer(inputs, account, []))
        {
            return DecideStep.Done;
        }

        var areAllHere = owners.TryAcquire(surface!.SharedOwners);
        owners.Enter();
        try
        {
            if (request.Mode == DecisionMode.Serve && owners.IsAnyHeld())
            {
                return DecideStep.Held;
            }

            if (owners.FindUnready(Catalog.Folds.Hash) is { } missing)
            {
                return NotReady(missing);
            }

            if (!areAllHere)
            {
                return DecideStep.Elsewhere;
            }

            return TryAnswer(inputs, account, owners.Profiles())
                ? DecideStep.Done
                : throw new InvalidOperationException($"The surface {request.Surface} asks for owners that it does not name.");
        }
        finally
        {
            owners.Exit();
        }
    }

    /// <summary>Answers, and appends what the answer counts; false where the owners of what the tenant shares have to be asked.</summary>
    private bool TryAnswer(in DecisionInputs inputs, Grain? account, ReadOnlySpan<Profile> profiles)
    {
        if (request.Mode == DecisionMode.Peek)
        {
            Decision = ServeTurn.Peek(Catalog.Decisions, surface!, inputs, User.KeyHash, request.Explain, profiles);
            return Decision is not null;
        }

        var isSample = !request.Explain && context.Metrics.Rejections.IsNext();
        if (ServeTurn.Serve(Catalog.Decisions, surface!, inputs, User.KeyHash, request.RequestId, request.Explain || isSample, profiles) is not { } reply)
        {
            return false;
        }

        Decision = isSample ? Sampled(reply.Decision) : reply.Decision;
        if (reply.Served is not null)
        {
            CountsForOthers = reply.Counts.Count > 0 || reply.Shared.Count > 0;
            Commit = CountsForOthers
                ? context.Append(Catalog.Folds, [.. Appends(reply, account)])
                : context.Append(Catalog.Folds, new GrainAppend(User, [reply.Served]));
        }

        return true;
    }

    /// <summary>Counts what it turned down, which nobody has asked to see.</summary>
    private Decision Sampled(Decision decision)
    {
        context.Metrics.Rejections.Add(decision.Rejected);
        return decision with { Rejected = default };
    }

    private IEnumerable<GrainAppend> Appends(ServeReply reply, Grain? account)
    {
        yield return new GrainAppend(User, [reply.Served!]);
        if (reply.Counts.Count > 0)
        {
            yield return new GrainAppend(account!, reply.Counts);
        }

        foreach (var shared in reply.Shared.GroupBy(append => append.Owner))
        {
            yield return new GrainAppend(owners.Held[shared.Key].Grain, [.. shared.Select(append => append.Event)]);
        }
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
