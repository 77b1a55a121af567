using Personalization.Authoring;
using Personalization.Core;
using Personalization.Gateway.Catalogs;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;
using Personalization.Grains;
using Personalization.Journal;
using Personalization.Journal.Control;
using Personalization.Replay;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>Opens the work of jobs over this server's journal, catalogs and way in.</summary>
internal sealed class ReplayWorks(
    IJournal journal, ICatalogs catalogs, ICatalogShelf shelf, IHistoryImport import, Intake intake, BackfillSources sources, TimeProvider clock) : IJobWorks
{
    /// <inheritdoc/>
    public async ValueTask<IJobWork> Open(ReplayJob job, JobFolder folder, IReplayFindings findings, CancellationToken cancellation) => job.Order.Kind switch
    {
        ReplayKind.Verify => Feed(job, new VerifyRun(Scope(job), Source(folder), findings)),
        ReplayKind.WhatIf => Feed(job, new WhatIfRun(Scope(job), Source(folder), ActiveCatalog.Compile(Read(folder).Catalog!), findings)),
        ReplayKind.Rebuild => Feed(job, await Rebuild(job, folder)),
        ReplayKind.Backfill => new BackfillWork(sources.Find(job), job.Tenant, intake, job.Order, clock),
        _ => throw new InvalidDataException($"The replay {job.Id} is of a kind that this version does not know."),
    };

    private static ReplayScope Scope(ReplayJob job) => job.Order.Scope(job.Tenant);

    private ReplaySource Source(JobFolder folder) => new(journal, catalogs, folder.EmptyScratch());

    private FeedWork Feed(ReplayJob job, IReplayRun run) => new(journal, run, job.End, clock);

    private async ValueTask<RebuildRun> Rebuild(ReplayJob job, JobFolder folder)
    {
        var into = job.Order.Into!.Value;
        // Not again when it goes on: somebody may have activated another one since.
        if (job.Order.Catalog is not null && job.Position == 0)
        {
            var load = Read(folder);
            if (await shelf.Publish(into, load.Catalog!, load.Bundle!, new CatalogActivator(job.StartedBy, IsForced: true)) is { } problem)
            {
                throw new ReplayRefusedException(problem);
            }
        }

        return new RebuildRun(Scope(job), into, import);
    }

    private static CatalogLoad Read(JobFolder folder)
    {
        var load = CatalogBundle.Read(File.ReadAllBytes(folder.Catalog));
        return load.Succeeded
            ? load
            : throw new ReplayRefusedException(new Problem(ProblemCodes.InvalidCatalog, "/catalog", $"The catalog of this replay cannot be read by this version: {load.Problems[0].Render()}"));
    }
}
