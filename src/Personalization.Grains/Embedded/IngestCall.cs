using Personalization.Core.Subjects;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>One batch on its way in: grouped by person, turn by turn, and one wait for its commits.</summary>
/// <remarks>
/// Grains are pinned until the batch is durable, so no profile with events that are not durable goes to a snapshot. Nothing is
/// awaited while a gate is held: a turn that lacks something says so, and is tried again when it is there.
/// </remarks>
internal sealed class IngestCall(EmbeddedContext context, TenantId tenant, IReadOnlyList<IncomingEvent> events)
{
    private readonly IngestAnswer[] answers = new IngestAnswer[events.Count];
    private readonly BatchLeases leases = new(context);
    private readonly SeenQuestions questions = new(context);
    private readonly HashSet<Task<CommitResult>> commits = [];

    /// <summary>Takes the batch in.</summary>
    public async ValueTask<IReadOnlyList<IngestAnswer>> Run(CancellationToken cancellation)
    {
        using var span = TurnSpans.StartIngest(events.Count);
        using var catalogs = new CatalogPursuit(context, tenant);
        if (await catalogs.Next(cancellation).ConfigureAwait(false) is not { } catalog)
        {
            Array.Fill(answers, new IngestAnswer(IngestStatus.Rejected, GrainProblems.NotReady));
            return answers;
        }

        var groups = IngestGroups.Of(tenant, events, catalog, context.Now, context.Options.Retention, answers);
        await context.Journal.WaitForRoom(cancellation).ConfigureAwait(false);
        try
        {
            var turn = new IngestRun(context, groups, tenant, leases, questions);
            foreach (var group in groups.All)
            {
                catalog = await RunGroup(turn, group, catalogs, catalog, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            // Others need not wait for the commits.
            catalogs.Rest();

            // Also where the caller has given up: what was handed to the journal becomes durable all the same.
            questions.Close();
            foreach (var commit in commits)
            {
                await context.Commits.Wait(commit).ConfigureAwait(false);
            }

            leases.Release();
        }

        return answers;
    }

    /// <returns>The catalog that the last turn went by.</returns>
    private async ValueTask<ActiveCatalog> RunGroup(
        IngestRun turn, IngestGroup group, CatalogPursuit catalogs, ActiveCatalog catalog, CancellationToken cancellation)
    {
        turn.Begin(group.User is { } user ? await leases.Get(user, catalog, cancellation).ConfigureAwait(false) : null);
        var next = group.First;
        while (next >= 0)
        {
            switch (turn.Try(catalog, ref next, answers))
            {
                case IngestStep.Done:
                    commits.UnionWith(turn.Commits);
                    catalogs.Rest();
                    break;
                case IngestStep.AccountMissing:
                    await leases.Get(turn.Account, catalog, cancellation).ConfigureAwait(false);
                    break;
                case IngestStep.AnswerMissing:
                    await questions.Ask(cancellation).ConfigureAwait(false);
                    break;
                case IngestStep.PlanChanged:
                    catalog = await catalogs.Next(cancellation).ConfigureAwait(false) ?? catalog;
                    await leases.Renew(catalog, cancellation).ConfigureAwait(false);
                    break;
            }
        }

        return catalog;
    }
}
