using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Catalogs;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Journal;
using Personalization.Journal.Control;
using Personalization.Replay.Backfilling;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>Takes replays for every protocol: checks what is asked for, and puts what the job needs beside it.</summary>
internal sealed class ReplayStarter(
    ReplayJobs jobs, IReplayDirectory directory, IJournal journal, IControlStore control, CatalogPublisher publisher, ImportFolder imports, ImportQueues queues, IRegions regions)
{
    /// <summary>Takes a replay of the caller's tenant.</summary>
    public async ValueTask<ReplayStart> Start(Caller caller, ReplayAsk ask, CancellationToken cancellation)
    {
        FileFingerprint? file = null;
        if ((ReplayAskCheck.Check(ask, caller.Tenant) ?? await FindTarget(ask) ?? FindSource(caller.Tenant, ask, out file)) is { } problem)
        {
            return ReplayStart.Refused(problem);
        }

        if (ask.Queue is { } queue && await queues.Look(queue, cancellation) is { } missing)
        {
            return ReplayStart.Refused(missing);
        }

        var catalog = await ReadCatalog(caller, ask, cancellation);
        if (catalog.Bundle is null && ask.HasCatalog)
        {
            return new ReplayStart(null, catalog.Problems, catalog.Problem);
        }

        var order = new ReplayOrder(ask.Kind)
        {
            From = ask.From,
            To = ask.To,
            Subjects = ask.Subjects,
            Into = ask.Into is null ? null : new TenantId(ask.Into),
            Catalog = catalog.Hash,
            ImportFile = ask.ImportFile,
            Queue = ask.Queue,
            UntilEmpty = ask.UntilEmpty,
            ImportFingerprint = file,
            EventsPerSecond = ask.EventsPerSecond,
        };
        var end = ask.Kind == ReplayKind.Backfill ? 0 : await journal.ReadEnd(cancellation);
        var started = jobs.Start(caller.Tenant, caller.KeyId, order, end, catalog.Bundle is { } bundle ? files => File.WriteAllBytes(files.Catalog, bundle.ToArray()) : null);
        if (started.Value is { } job)
        {
            await directory.Tell(job);
        }

        return new ReplayStart(started.Value, [], started.Problem);
    }

    private async ValueTask<Problem?> FindTarget(ReplayAsk ask) => ask.Into is not { } into ? null
        : await control.Tenants.Exists(new TenantId(into)) ? regions.Find(new TenantId(into)) is { } elsewhere ? new WrongRegion(elsewhere, "/into") : null
        : new Problem(ProblemCodes.UnknownTenant, "/into", $"There is no tenant '{into}'; `personalize tenants create` makes one.");

    private Problem? FindSource(TenantId tenant, ReplayAsk ask, out FileFingerprint? file)
    {
        file = null;
        if (ask.ImportFile is not { } name)
        {
            return ask.Queue is { } queue ? queues.Find(tenant, queue, ask.UntilEmpty, out _) : null;
        }

        var looked = imports.Look(tenant, name);
        file = looked.Value;
        return looked.Problem;
    }

    private async ValueTask<AskedCatalog> ReadCatalog(Caller caller, ReplayAsk ask, CancellationToken cancellation)
    {
        if (ask.CatalogHash is { } hash)
        {
            return await control.Catalogs.LoadBundle(caller.Tenant, hash) is { } stored
                ? new AskedCatalog(hash, StoredBundle.Checked(new CatalogHash(hash), stored), [], null)
                : new AskedCatalog(null, null, [], new Problem(ProblemCodes.UnknownCatalog, "/catalog", "No version of this tenant's catalog has this hash; give all 64 digits."));
        }

        if (ask.Archive.Count == 0)
        {
            return new AskedCatalog(null, null, [], null);
        }

        // Looked at and not kept: a rebuild publishes it where it copies to, when its turn comes. Its contracts need not fit those of today.
        var report = await publisher.Run(caller, ask.Archive, new CatalogOrder(IsKept: false, IsActivated: false, IsForced: true), cancellation);
        return new AskedCatalog(report.Bundle?.Hash.Value, report.Bundle?.Json, report.Problems, report.Problem);
    }

    private readonly record struct AskedCatalog(
        string? Hash, ReadOnlyMemory<byte>? Bundle, IReadOnlyList<Authoring.CatalogProblem> Problems, Problem? Problem);
}
