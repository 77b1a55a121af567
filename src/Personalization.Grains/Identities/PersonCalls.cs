using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Grains.Identities;

/// <summary>Sees to it that a person is one, whatever ids calls name: merges what events say is the same, and makes each call about the id that stands for the person.</summary>
internal sealed class PersonCalls(IIdentityHost host)
{
    /// <summary>Takes events in. Ids that they make one are one when it returns.</summary>
    public async ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        var refused = await MergeAll(tenant, events, cancellation).ConfigureAwait(false);
        if (refused.Count == 0)
        {
            return await Follow(tenant, events, await host.IngestHere(tenant, events, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }

        var answers = new IngestAnswer[events.Count];
        var places = new List<int>(events.Count);
        for (var at = 0; at < events.Count; at++)
        {
            if (refused.TryGetValue(at, out var problem))
            {
                answers[at] = new IngestAnswer(IngestStatus.Rejected, problem);
            }
            else
            {
                places.Add(at);
            }
        }

        IncomingEvent[] rest = [.. places.Select(at => events[at])];
        var taken = rest.Length == 0 ? [] : await Follow(tenant, rest, await host.IngestHere(tenant, rest, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        for (var at = 0; at < places.Count; at++)
        {
            answers[places[at]] = taken[at];
        }

        return answers;
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

    /// <summary>Sends events on whose person is known under another id.</summary>
    private async ValueTask<IReadOnlyList<IngestAnswer>> Follow(TenantId tenant, IReadOnlyList<IncomingEvent> events, IReadOnlyList<IngestAnswer> answers, CancellationToken cancellation)
    {
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

    /// <summary>Merges what the events say is the same person.</summary>
    /// <returns>What became of those that say nothing else and cannot be followed, by their index.</returns>
    private async ValueTask<Dictionary<int, Problem>> MergeAll(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        Dictionary<int, Problem>? refused = null;
        for (var at = 0; at < events.Count; at++)
        {
            switch (events[at])
            {
                case { UserId: { } user, Event: Identified } identified:
                    foreach (var visitor in identified.OtherIds)
                    {
                        // What else it says counts also where the two cannot be one.
                        await Merge(new SubjectKey(tenant, SubjectKind.Anonymous, visitor), new SubjectKey(tenant, SubjectKind.User, user), isCertain: false, cancellation).ConfigureAwait(false);
                    }

                    break;
                case { UserId: { } user, Event: Aliased aliased }:
                    if (await MergePrevious(tenant, aliased.PreviousId, new SubjectKey(tenant, SubjectKind.User, user), cancellation).ConfigureAwait(false) is { } problem)
                    {
                        (refused ??= []).Add(at, problem);
                    }

                    break;
            }
        }

        return refused ?? [];
    }

    /// <summary>The sender says a previous id and not what it is: whatever is known by it, a visitor or a user. Where neither is, events of either may be still to come.</summary>
    private async ValueTask<Problem?> MergePrevious(TenantId tenant, string previousId, SubjectKey target, CancellationToken cancellation)
    {
        var (visitor, user) = (new SubjectKey(tenant, SubjectKind.Anonymous, previousId), new SubjectKey(tenant, SubjectKind.User, previousId));
        var isVisitor = (await host.Find(visitor, cancellation).ConfigureAwait(false)).Version > 0;
        var isUser = (await host.Find(user, cancellation).ConfigureAwait(false)).Version > 0;
        Problem? problem = null;
        foreach (var source in isVisitor == isUser ? [visitor, user] : new[] { isVisitor ? visitor : user })
        {
            problem ??= await Merge(source, target, isCertain: true, cancellation).ConfigureAwait(false);
        }

        return problem;
    }

    /// <summary>Merges whoever an id is known as into whoever a user is known as.</summary>
    /// <param name="source">The id.</param>
    /// <param name="target">The user.</param>
    /// <param name="isCertain">Whether the sender says that two known users are one. A browser that two people use says no such thing: whoever signed in first keeps what was before.</param>
    /// <param name="cancellation">Stops waiting.</param>
    private async ValueTask<Problem?> Merge(SubjectKey source, SubjectKey target, bool isCertain, CancellationToken cancellation)
    {
        for (var tries = 0; tries < Limits.MergeChainMax; tries++)
        {
            var (from, into) = (await Resolve(source, cancellation).ConfigureAwait(false), await Resolve(target, cancellation).ConfigureAwait(false));
            if (from == into)
            {
                return null;
            }

            if (from != source)
            {
                return isCertain ? new Problem("already_merged", "/previousId", "This id belongs to another user already; undo that first.") : null;
            }

            var problem = await host.MergeHere(from, into, cancellation).ConfigureAwait(false);
            if (SubjectMoved.Find(problem) is null)
            {
                return problem;
            }
        }

        return new Problem("too_many_merges", "/userId", "The ids are merged with others all the time; try again later.");
    }
}
