using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Grains.Nodes;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>
/// Runs the turns of one group: as many consecutive events as concern the same account are one turn of person and account, and
/// one append, so that an event is never in one of its two streams only.
/// </summary>
/// <remarks>Not thread-safe; its buffers are used again from turn to turn.</remarks>
internal sealed class IngestRun(
    EmbeddedContext context, IngestGroups groups, TenantId tenant, BatchLeases leases, SeenQuestions questions, Journey? journey = null)
{
    private readonly List<int> members = [];
    private readonly List<IngestVerdict> verdicts = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly List<Event> userEvents = [];
    private readonly List<Event> accountEvents = [];
    private List<string>? seen;
    private Grain? user;
    private string? defaultAccount;
    private string? account;

    /// <summary>The account that the last attempt lacked.</summary>
    public SubjectKey Account => new(tenant, SubjectKind.Account, account!);

    /// <summary>Whether the last attempt was about an account.</summary>
    public bool HasAccount => account is not null;

    /// <summary>The commits that make the last turn's answers true.</summary>
    public List<Task<CommitResult>> Commits { get; } = [];

    /// <summary>The indexes of the events of the turn.</summary>
    public IReadOnlyList<int> Members => members;

    /// <summary>The index of the first event behind the turn, or -1.</summary>
    public int After { get; private set; }

    /// <summary>Those ids of the turn's events that the person's stream has; to be brought to the account.</summary>
    public IReadOnlyList<string> Seen => seen ?? [];

    /// <summary>Goes on to the group of a person, or of an account without one.</summary>
    public void Begin(Grain? person) => user = person;

    /// <summary>Tries a turn. It changes nothing unless it is done; then <paramref name="next"/> moves on behind its events.</summary>
    public IngestStep Try(ActiveCatalog catalog, ref int next, IngestAnswer[] answers)
    {
        Commits.Clear();
        if (user is null)
        {
            return TryWithUser(catalog, ref next, answers);
        }

        using (new GateScope(user, context.Metrics))
        {
            return !user.IsFreeFor(journey) ? IngestStep.Held
                : user.IsReady(catalog.Folds.Hash) ? TryWithUser(catalog, ref next, answers)
                : IngestStep.PlanChanged;
        }
    }

    private IngestStep TryWithUser(ActiveCatalog catalog, ref int next, IngestAnswer[] answers)
    {
        if (user?.Profile!.MergedInto is { } other)
        {
            return Refer(other, ref next, answers);
        }

        defaultAccount = user?.Profile!.LatestAccountId;
        After = Gather(next, answers);
        if (account is null)
        {
            return TryWithBoth(catalog, null, ref next, answers);
        }

        if (!leases.TryGet(Account, out var owner))
        {
            return !leases.IsElsewhere(Account) ? IngestStep.AccountMissing : JudgeUser() ? IngestStep.Elsewhere : IngestStep.AnswerMissing;
        }

        using (new GateScope(owner, context.Metrics))
        {
            return !owner.IsFreeFor(journey) ? IngestStep.Held
                : owner.IsReady(catalog.Folds.Hash) ? TryWithBoth(catalog, owner, ref next, answers)
                : IngestStep.PlanChanged;
        }
    }

    /// <summary>The person is known under another id: all of their events go there.</summary>
    private IngestStep Refer(string userId, ref int next, IngestAnswer[] answers)
    {
        members.Clear();
        account = null;
        WaitForLast(user);
        foreach (var at in groups.From(next))
        {
            answers[at] = new IngestAnswer(IngestStatus.Rejected, new SubjectMoved(userId));
        }

        next = -1;
        return IngestStep.Done;
    }

    /// <summary>Finds out what the person's stream has seen; false where the journal has to be asked first.</summary>
    private bool JudgeUser()
    {
        seen = [];
        var isComplete = true;
        foreach (var at in members)
        {
            ref readonly var item = ref groups.Items[at];
            var isSeen = item.Side.HasFlag(SubjectSide.User) ? IsSeen(user!, item) : false;
            isComplete &= isSeen is not null;
            if (isSeen == true)
            {
                seen.Add(item.Event.Id);
            }
        }

        return isComplete;
    }

    /// <summary>Collects the events of the turn and finds their account.</summary>
    /// <returns>The index of the first event that is not among them, or -1.</returns>
    private int Gather(int next, IngestAnswer[] answers)
    {
        members.Clear();
        account = null;
        var at = next;
        while (at >= 0)
        {
            ref readonly var item = ref groups.Items[at];
            var target = item.Side.HasFlag(SubjectSide.Account) ? item.Event.AccountId ?? defaultAccount : null;
            if (target is not null && account is not null && !string.Equals(target, account, StringComparison.Ordinal))
            {
                break;
            }

            if (target is null && item.Side == SubjectSide.Account)
            {
                answers[at] = new IngestAnswer(IngestStatus.Rejected, GrainProblems.AccountRequired);
            }
            else
            {
                members.Add(at);
                account ??= target;
            }

            at = item.Next;
            if (item.Event is Grouped)
            {
                // It may change the default account of what follows.
                break;
            }
        }

        return at;
    }

    private IngestStep TryWithBoth(ActiveCatalog catalog, Grain? owner, ref int next, IngestAnswer[] answers)
    {
        if (!Judge(owner))
        {
            return IngestStep.AnswerMissing;
        }

        Collect(owner, answers);
        Append(catalog.Folds, owner);
        next = After;
        return IngestStep.Done;
    }

    /// <summary>Finds out which streams have seen which event; false where the journal has to be asked first.</summary>
    private bool Judge(Grain? owner)
    {
        verdicts.Clear();
        ids.Clear();
        var isComplete = true;
        foreach (var at in members)
        {
            ref readonly var item = ref groups.Items[at];
            var isRepeat = !ids.Add(item.Event.Id);
            var inUser = item.Side.HasFlag(SubjectSide.User) ? isRepeat ? true : IsSeen(user!, item) : true;
            var inAccount = item.Side.HasFlag(SubjectSide.Account) && owner is not null ? isRepeat ? true : IsSeen(owner, item) : true;
            if (inAccount == false && item.Event.AccountId is null)
            {
                inAccount = item.Side == SubjectSide.Account ? IsInOtherAccount(item) : inUser;
            }

            isComplete &= inUser is not null && inAccount is not null;
            verdicts.Add(new IngestVerdict(inUser == false, inAccount == false));
        }

        return isComplete;
    }

    private bool? IsSeen(Grain grain, in IngestItem item) =>
        grain.Visit is { } visit ? visit.HasSeen(item.Event.Id)
        : context.Journal.MayContain(grain.Key, item.IdHash) ? questions.IsSeen(grain, item.Event.Id, item.IdHash) : false;

    /// <summary>An event that names no account may have entered another one before the person joined the present one.</summary>
    private bool? IsInOtherAccount(in IngestItem item)
    {
        bool? result = false;
        foreach (var membership in user!.Profile!.Accounts)
        {
            var other = new SubjectKey(tenant, SubjectKind.Account, membership.AccountId);
            if (membership.AccountId != account && (context.Lost is not null || context.Journal.MayContain(other, item.IdHash)))
            {
                switch (questions.IsSeenElsewhere(other, item.Event.Id))
                {
                    case true:
                        return true;
                    case null:
                        result = null;
                        break;
                }
            }
        }

        return result;
    }

    private void Collect(Grain? owner, IngestAnswer[] answers)
    {
        userEvents.Clear();
        accountEvents.Clear();
        for (var index = 0; index < members.Count; index++)
        {
            var at = members[index];
            var occurred = groups.Items[at].Event;
            var verdict = verdicts[index];
            if (verdict.IsNew && groups.Items[at].Side.HasFlag(SubjectSide.User) && user!.Profile!.IsSwitchedOff(occurred.Context.Source))
            {
                answers[at] = Refuse(occurred, verdict);
                continue;
            }

            if (occurred.AccountId is null && defaultAccount is not null)
            {
                occurred = occurred with { AccountId = defaultAccount };
            }

            if (verdict.IsNewToUser)
            {
                userEvents.Add(occurred);
            }

            if (verdict.IsNewToAccount)
            {
                accountEvents.Add(occurred);
            }

            answers[at] = new IngestAnswer(verdict.IsNew ? IngestStatus.Accepted : IngestStatus.Duplicate);
        }
    }

    private IngestAnswer Refuse(Event occurred, in IngestVerdict verdict)
    {
        if (verdict.IsNewToUser && SourceTurn.Kept(occurred) is { } kept)
        {
            userEvents.Add(kept);
        }

        return new IngestAnswer(IngestStatus.Rejected, GrainProblems.SourceOff(occurred.Context.Source!));
    }

    private void Append(FoldPlan plan, Grain? owner)
    {
        // What a stream has seen may have been appended a moment ago: the answer waits for that, too.
        WaitForLast(user);
        WaitForLast(owner);
        var isNew = userEvents.Count + accountEvents.Count > 0;
        context.Metrics.TurnEnded(TurnKind.Ingest, isNew ? TurnResult.Done : members.Count > 0 ? TurnResult.Repeated : TurnResult.Refused);
        if (isNew)
        {
            // The journal keeps the lists, and these are used again.
            Commits.Add((userEvents.Count, accountEvents.Count) switch
            {
                (_, 0) => context.Append(plan, new GrainAppend(user!, userEvents.ToArray())),
                (0, _) => context.Append(plan, new GrainAppend(owner!, accountEvents.ToArray())),
                _ => context.Append(plan, new GrainAppend(user!, userEvents.ToArray()), new GrainAppend(owner!, accountEvents.ToArray())),
            });
        }
    }

    private void WaitForLast(Grain? grain)
    {
        if (grain is { LastCommit.IsCompletedSuccessfully: false })
        {
            Commits.Add(grain.LastCommit);
        }
    }
}
