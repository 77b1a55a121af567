using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>The events of a batch about one person, or about one account: turn by turn, each where the last of its owners lives, and durable before the next.</summary>
internal sealed class GroupCall(NodeContext node, TenantId tenant, Instant now, IngestGroups groups, IngestAnswer[] answers, Convoy? convoy)
{
    /// <summary>Takes the events in.</summary>
    /// <param name="group">Which.</param>
    /// <param name="journey">The journey that brought them here with a guest; null where their turns begin here.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task Run(IngestGroup group, Journey? journey, CancellationToken cancellation)
    {
        for (var next = group.First; next >= 0;)
        {
            var first = next;
            next = journey is not null
                ? await RunTurn(journey, group, first, cancellation).ConfigureAwait(false)
                : await node.Retried(now, own => RunTurn(own, group, first, cancellation), cancellation, convoy: convoy).ConfigureAwait(false);
        }
    }

    /// <returns>The index of the first event behind the turn, or -1.</returns>
    private async ValueTask<int> RunTurn(Journey journey, IngestGroup group, int first, CancellationToken cancellation)
    {
        var leases = new BatchLeases(node.Context, journey);
        var questions = new SeenQuestions(node.Context);
        using var catalogs = new CatalogPursuit(node.Context, tenant, journey.Catalog);
        try
        {
            if (await catalogs.Next(cancellation).ConfigureAwait(false) is not { } catalog)
            {
                return Answer(groups.From(first), _ => new IngestAnswer(IngestStatus.Rejected, GrainProblems.NotReady), -1);
            }

            var owner = group.User ?? new SubjectKey(tenant, SubjectKind.Account, groups.Items[first].Event.AccountId!);
            if (await leases.Find(owner, catalog, cancellation).ConfigureAwait(false) is not { } grain)
            {
                return await Send(journey, group, groups.From(first), [], [], null, -1, cancellation).ConfigureAwait(false);
            }

            grain.NamedAccount = TravellingEvents.NamedAccount(groups.From(first).Select(at => groups.Items[at].Event)) ?? grain.NamedAccount;
            var turn = new IngestRun(node.Context, groups, tenant, leases, questions, journey);
            turn.Begin(group.User is null ? null : grain);
            var next = first;
            while (true)
            {
                switch (turn.Try(catalog, ref next, answers))
                {
                    case IngestStep.Done:
                        catalogs.Rest();
                        await Wait(turn.Commits).ConfigureAwait(false);
                        return next;
                    case IngestStep.AccountMissing:
                        await leases.Find(turn.Account, catalog, cancellation).ConfigureAwait(false);
                        break;
                    case IngestStep.AnswerMissing:
                        await questions.Ask(cancellation).ConfigureAwait(false);
                        break;
                    case IngestStep.Held:
                        catalogs.Rest();
                        await journey.HoldNext(Leased(turn, grain, leases), cancellation).ConfigureAwait(false);
                        break;
                    case IngestStep.Elsewhere:
                        catalogs.Rest();
                        if (!await journey.HoldNext([grain], cancellation).ConfigureAwait(false) && await Travel(journey, group, turn, grain, catalog, cancellation).ConfigureAwait(false) is { } after)
                        {
                            return after;
                        }

                        break;
                    case IngestStep.PlanChanged:
                        catalog = await catalogs.Next(cancellation).ConfigureAwait(false) ?? catalog;
                        await leases.Renew(catalog, cancellation).ConfigureAwait(false);
                        break;
                }
            }
        }
        finally
        {
            questions.Close();
            leases.Release();
        }
    }

    private static IEnumerable<Grain> Leased(IngestRun turn, Grain first, BatchLeases leases) =>
        turn.HasAccount && leases.TryGet(turn.Account, out var account) && !ReferenceEquals(account, first) ? [first, account] : [first];

    private async ValueTask Wait(IReadOnlyList<Task<CommitResult>> commits)
    {
        foreach (var commit in commits)
        {
            await node.Context.Commits.Wait(commit).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the person along to the account's node; null where the turn has to be tried again first.</summary>
    private async ValueTask<int?> Travel(Journey journey, IngestGroup group, IngestRun turn, Grain user, ActiveCatalog catalog, CancellationToken cancellation)
    {
        await journey.Settle().ConfigureAwait(false);
        return Journey.Pack([user], catalog, turn.Seen) is { } guests
            ? await Send(journey, group, turn.Members, guests, [user], catalog, turn.After, cancellation).ConfigureAwait(false)
            : null;
    }

    private async ValueTask<int> Send(
        Journey journey, IngestGroup group, IReadOnlyList<int> members, IReadOnlyList<Guest> guests, Grain[] leased, ActiveCatalog? catalog, int after, CancellationToken cancellation)
    {
        var (user, visitor) = group.User switch
        {
            { Kind: SubjectKind.User } person => (person.Id, (string?)null),
            { } person => (null, person.Id),
            null => ((string?)null, (string?)null),
        };
        var events = new TravellingEvents([.. members.Select(at => new IncomingEvent(user, visitor, groups.Items[at].Event))])
        {
            Tenant = tenant,
            Now = now,
            Catalog = catalog?.Catalog.Hash,
            Guests = guests,
        };
        var reply = await journey.Send(journey.Missing, events, leased, cancellation).ConfigureAwait(false);
        return Answer(members, place => reply.Answers[place], after);
    }

    private int Answer(IReadOnlyList<int> members, Func<int, IngestAnswer> answerAt, int after)
    {
        for (var place = 0; place < members.Count; place++)
        {
            answers[members[place]] = answerAt(place);
        }

        return after;
    }
}
