using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Telemetry;

namespace Personalization.Grains.Identities;

/// <summary>Sees to it that a person is one, whatever ids calls name: merges what events say is the same, and makes each call about the id that stands for the person.</summary>
internal sealed class PersonCalls(IIdentityHost host)
{
    /// <summary>Takes events in. Ids that they make one are one when it returns; what comes before such an event in a batch is taken in before it.</summary>
    public async ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        IngestAnswer[]? answers = null;
        var taken = 0;
        for (var at = 0; at < events.Count; at++)
        {
            foreach (var merge in await MergesOf(tenant, events[at], cancellation).ConfigureAwait(false))
            {
                answers ??= new IngestAnswer[events.Count];
                await Take(taken, at).ConfigureAwait(false);
                taken = Math.Max(taken, at);
                if (await Merge(merge, cancellation).ConfigureAwait(false) is { } problem && merge.IsCertain)
                {
                    answers[at] = new IngestAnswer(IngestStatus.Rejected, problem);
                    taken = at + 1;
                    break;
                }
            }
        }

        if (answers is null)
        {
            return await TakeAndFollow(tenant, events, cancellation).ConfigureAwait(false);
        }

        await Take(taken, events.Count).ConfigureAwait(false);
        return answers;

        async ValueTask Take(int first, int end)
        {
            if (first < end)
            {
                var part = await TakeAndFollow(tenant, [.. events.Skip(first).Take(end - first)], cancellation).ConfigureAwait(false);
                for (var at = first; at < end; at++)
                {
                    answers![at] = part[at - first];
                }
            }
        }
    }

    /// <summary>Decides.</summary>
    public ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation) => Follow(request, host.DecideHere(request, cancellation), cancellation);

    /// <summary>The answer about whoever the person is known as. Nothing is waited for, and nothing allocated, where that is who was asked about and the answer is there.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="asked">The answer, on its way.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<Answer<Decision>> Follow(DecisionRequest request, ValueTask<Answer<Decision>> asked, CancellationToken cancellation)
    {
        if (!asked.IsCompletedSuccessfully)
        {
            return FollowLater(request, asked, cancellation);
        }

        var answer = asked.Result;
        return SubjectMoved.Find(answer.Problem) is { } user ? AskAgain(request, user, cancellation) : new(answer);
    }

    /// <summary>Who a person is known as.</summary>
    public async ValueTask<SubjectKey> Resolve(SubjectKey subject, CancellationToken cancellation)
    {
        for (var hops = 0; hops < Limits.MergeChainMax && subject.Kind is SubjectKind.User or SubjectKind.Anonymous; hops++)
        {
            if ((await host.Find(subject, cancellation).ConfigureAwait(false)).UserId is not { } user)
            {
                return subject;
            }

            subject = new SubjectKey(subject.Tenant, SubjectKind.User, user);
        }

        return subject;
    }

    private async ValueTask<Answer<Decision>> FollowLater(DecisionRequest request, ValueTask<Answer<Decision>> asked, CancellationToken cancellation)
    {
        var answer = await asked.ConfigureAwait(false);
        return SubjectMoved.Find(answer.Problem) is { } user ? await AskAgain(request, user, cancellation).ConfigureAwait(false) : answer;
    }

    private async ValueTask<Answer<Decision>> AskAgain(DecisionRequest request, string user, CancellationToken cancellation)
    {
        for (var hops = 0; ; hops++)
        {
            request = request with { Subject = new SubjectKey(request.Subject.Tenant, SubjectKind.User, user) };
            var answer = await host.DecideHere(request, cancellation).ConfigureAwait(false);
            if (hops == Limits.MergeChainMax || SubjectMoved.Find(answer.Problem) is not { } next)
            {
                return answer;
            }

            user = next;
        }
    }

    /// <summary>Takes events in, and sends those on whose person is known under another id.</summary>
    private async ValueTask<IReadOnlyList<IngestAnswer>> TakeAndFollow(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        var answers = await host.IngestHere(tenant, events, cancellation).ConfigureAwait(false);
        IngestAnswer[]? all = null;
        for (var hops = 0; hops < Limits.MergeChainMax; hops++)
        {
            var (places, sent) = (new List<int>(), new List<IncomingEvent>());
            for (var at = 0; at < events.Count; at++)
            {
                if (SubjectMoved.Find((all ?? answers)[at].Problem) is { } user)
                {
                    places.Add(at);
                    sent.Add(events[at] with { UserId = user, AnonymousId = null });
                }
            }

            if (places.Count == 0)
            {
                break;
            }

            all ??= [.. answers];
            var again = await host.IngestHere(tenant, sent, cancellation).ConfigureAwait(false);
            for (var at = 0; at < places.Count; at++)
            {
                all[places[at]] = again[at];
            }
        }

        return all ?? answers;
    }

    /// <summary>What an event says is one and is not yet; empty for nearly all events.</summary>
    private ValueTask<IReadOnlyList<WantedMerge>> MergesOf(TenantId tenant, IncomingEvent incoming, CancellationToken cancellation) => incoming switch
    {
        { UserId: { } user, Event: Identified } when incoming.OtherIds.Any() => Open(
            incoming.Event,
            incoming.OtherIds.Select(id => new WantedMerge(new SubjectKey(tenant, SubjectKind.Anonymous, id), new SubjectKey(tenant, SubjectKind.User, user), IsCertain: false)),
            cancellation),
        { UserId: { } user, Event: Aliased aliased } => OfAlias(aliased, new SubjectKey(tenant, SubjectKind.User, user), cancellation),
        _ => new([]),
    };

    /// <summary>The sender says a previous id and not what it is: whatever is known by it, a visitor or a user. Where neither is, events of either may be still to come.</summary>
    private async ValueTask<IReadOnlyList<WantedMerge>> OfAlias(Aliased aliased, SubjectKey target, CancellationToken cancellation)
    {
        var (visitor, user) = (new SubjectKey(target.Tenant, SubjectKind.Anonymous, aliased.PreviousId), new SubjectKey(target.Tenant, SubjectKind.User, aliased.PreviousId));
        var isVisitor = (await host.Find(visitor, cancellation).ConfigureAwait(false)).Version > 0;
        var isUser = (await host.Find(user, cancellation).ConfigureAwait(false)).Version > 0;
        SubjectKey[] sources = isVisitor == isUser ? [visitor, user] : [isVisitor ? visitor : user];
        return await Open(aliased, sources.Select(source => new WantedMerge(source, target, IsCertain: true)), cancellation).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<WantedMerge>> Open(Event said, IEnumerable<WantedMerge> all, CancellationToken cancellation)
    {
        var open = new List<WantedMerge>();
        foreach (var merge in all)
        {
            if (await Resolve(merge.Source, cancellation).ConfigureAwait(false) != await Resolve(merge.Target, cancellation).ConfigureAwait(false))
            {
                open.Add(merge);
            }
        }

        return open.Count == 0 || await IsNews(said, open[0].Target, cancellation).ConfigureAwait(false) ? open : [];
    }

    /// <summary>Whether an event will be taken in, and was not before: what is refused has no effect, and a repeat must not make one of two who were parted since.</summary>
    private async ValueTask<bool> IsNews(Event said, SubjectKey target, CancellationToken cancellation)
    {
        var (context, user) = (host.Context, await Resolve(target, cancellation).ConfigureAwait(false));
        return IngestGroups.FindProblem(said.Time, context.Now, context.Options.Retention) is null
            && !(context.Journal.MayContain(user, StableHash.Of(said.Id)) && await context.Journal.Contains(user, said.Id, cancellation).ConfigureAwait(false));
    }

    /// <summary>Merges an id into whoever a user is known as. A browser that two people use says no such thing: whoever signed in first keeps what was before.</summary>
    private async ValueTask<Problem?> Merge(WantedMerge wanted, CancellationToken cancellation)
    {
        for (var tries = 0; tries < Limits.MergeChainMax; tries++)
        {
            var (from, into) = (await Resolve(wanted.Source, cancellation).ConfigureAwait(false), await Resolve(wanted.Target, cancellation).ConfigureAwait(false));
            if (from == into)
            {
                return null;
            }

            if (from != wanted.Source)
            {
                host.Context.Metrics.TurnEnded(TurnKind.Merge, TurnResult.Refused);
                return new Problem("already_merged", "/previousId", "This id belongs to another user already; undo that first.");
            }

            var problem = await host.MergeHere(from, into, cancellation).ConfigureAwait(false);
            if (SubjectMoved.Find(problem) is null)
            {
                return problem;
            }
        }

        return new Problem("too_many_merges", "/userId", "The ids are merged with others all the time; try again later.");
    }

    /// <summary>What an event says is one person.</summary>
    /// <param name="Source">The id.</param>
    /// <param name="Target">The user.</param>
    /// <param name="IsCertain">Whether it says nothing else: then it is refused where they cannot be one. Else what else it says counts all the same.</param>
    private readonly record struct WantedMerge(SubjectKey Source, SubjectKey Target, bool IsCertain);
}
