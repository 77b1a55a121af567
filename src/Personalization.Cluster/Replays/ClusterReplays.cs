using System.Runtime.CompilerServices;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Replay.Jobs;

namespace Personalization.Cluster.Replays;

/// <summary>The directory of a cluster: a grain for each tenant remembers who has which job, and whoever has it is asked.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="place">Where the jobs of this process are.</param>
/// <param name="own">They; asked without a detour.</param>
/// <param name="announcer">Tells of them.</param>
internal sealed class ClusterReplays(IGrainFactory grains, ReplayPlace place, LocalReplays own, ReplayAnnouncer announcer) : IReplayDirectory
{
    /// <inheritdoc/>
    public ValueTask Tell(ReplayJob started) => announcer.Say(started.Tenant);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReplaySummary>> List(TenantId tenant, int limit, CancellationToken cancellation)
    {
        var unsaid = announcer.UnsaidOf(tenant).Select(ReplaySummary.Of).ToDictionary(job => job.Id, StringComparer.Ordinal);
        var lines = (await Remembered(tenant, directory => directory.List())).Where(line => !unsaid.ContainsKey(line.Job.Id)).Take(limit).GroupBy(line => line.Place);
        var listed = await Task.WhenAll(lines.Select(of => ListOf(tenant, of.Key, [.. of], cancellation).AsTask()));
        return [.. listed.SelectMany(jobs => jobs).Concat(unsaid.Values).OrderByDescending(job => job.Created).Take(limit)];
    }

    /// <inheritdoc/>
    public async ValueTask<ReplaySummary?> Find(TenantId tenant, string id, CancellationToken cancellation)
    {
        if (await LineOf(tenant, id) is not { } line)
        {
            return null;
        }

        var (isThere, found) = line.Place == place.Name
            ? (true, await own.Find(tenant, id, cancellation))
            : await Ask(line.Place, async process => (await process.Find(tenant.Value, id))?.Read());
        return isThere ? found : LastKnown(line);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReplaySummary> Watch(TenantId tenant, string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await LineOf(tenant, id) is { } line && line.Place == place.Name)
        {
            await foreach (var news in own.Watch(tenant, id, cancellation))
            {
                yield return news;
            }

            yield break;
        }

        using var timer = new PeriodicTimer(Limits.ReplayWatchPeriod);
        ReplaySummary? told = null;
        while (await Find(tenant, id, cancellation) is { } now)
        {
            if (told is null || (told.State, told.Share, told.EventsPerSecond, told.Failure, told.Away) != (now.State, now.Share, now.EventsPerSecond, now.Failure, now.Away))
            {
                yield return told = now;
            }

            if (!now.IsOpen)
            {
                yield break;
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Problem?> Cancel(TenantId tenant, string id, CancellationToken cancellation) =>
        Steer(tenant, id, () => own.Cancel(tenant, id, cancellation), process => process.Cancel(tenant.Value, id));

    /// <inheritdoc/>
    public ValueTask<Problem?> Resume(TenantId tenant, string id, CancellationToken cancellation) =>
        Steer(tenant, id, () => own.Resume(tenant, id, cancellation), process => process.Resume(tenant.Value, id));

    /// <inheritdoc/>
    public async ValueTask<Answer<FindingPage>> Findings(TenantId tenant, string id, long from, CancellationToken cancellation)
    {
        if (await LineOf(tenant, id) is not { } line)
        {
            return ReplayProblems.Unknown;
        }

        if (line.Place == place.Name)
        {
            return await own.Findings(tenant, id, from, cancellation);
        }

        var (isThere, page) = await Ask(line.Place, async process => await process.Findings(tenant.Value, id, from));
        return isThere ? page!.Read() : ReplayProblems.Away(line.Host);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> Erase(TenantId tenant, string id)
    {
        var isClean = await own.Erase(tenant, id);
        foreach (var at in (await Remembered(tenant, directory => directory.List())).Select(line => line.Place).Where(at => at != place.Name).Distinct().ToList())
        {
            try
            {
                // One that nobody has open is looked through when somebody opens it.
                isClean &= await grains.GetGrain<IReplayPlaceGrain>(at).Find() is not { } process || await process.Erase(tenant.Value, id);
            }
            catch (Exception silent) when (ClusterTrouble.IsPassing(silent))
            {
                isClean = false;
            }
        }

        return isClean;
    }

    private async ValueTask<Problem?> Steer(TenantId tenant, string id, Func<ValueTask<Problem?>> here, Func<IReplayKeeper, ValueTask<ProblemForm?>> there)
    {
        if (await LineOf(tenant, id) is not { } line)
        {
            return ReplayProblems.Unknown;
        }

        if (line.Place == place.Name)
        {
            return await here();
        }

        var (isThere, problem) = await Ask(line.Place, async process => await there(process));
        return isThere ? problem?.Read() : ReplayProblems.Away(line.Host);
    }

    private async ValueTask<IReadOnlyList<ReplaySummary>> ListOf(TenantId tenant, string at, IReadOnlyList<ReplayLine> lines, CancellationToken cancellation)
    {
        var (isThere, known) = at == place.Name
            ? (true, await own.List(tenant, int.MaxValue, cancellation))
            : await Ask(at, async process => (IReadOnlyList<ReplaySummary>?)[.. (await process.List(tenant.Value)).Select(form => form.Read())]);
        return isThere ? [.. known!.IntersectBy(lines.Select(line => line.Job.Id), job => job.Id)] : [.. lines.Select(LastKnown)];
    }

    /// <summary>Asks the process that has a folder; it is not there where none has it, or where it does not answer.</summary>
    private async ValueTask<(bool IsThere, T? Said)> Ask<T>(string at, Func<IReplayKeeper, ValueTask<T?>> ask)
        where T : class
    {
        try
        {
            return await grains.GetGrain<IReplayPlaceGrain>(at).Find() is { } process ? (true, await ask(process)) : (false, null);
        }
        catch (Exception silent) when (ClusterTrouble.IsPassing(silent))
        {
            return (false, null);
        }
    }

    private async ValueTask<ReplayLine?> LineOf(TenantId tenant, string id) => announcer.UnsaidOf(tenant).FirstOrDefault(one => one.Job.Id == id) is { } unsaid
        ? new ReplayLine(place.Name, Environment.MachineName, 0, ReplayForm.Of(ReplaySummary.Of(unsaid)))
        : await Remembered(tenant, directory => directory.Find(id));

    private async ValueTask<T> Remembered<T>(TenantId tenant, Func<IReplayDirectoryGrain, ValueTask<T>> ask)
    {
        try
        {
            return await ask(grains.GetGrain<IReplayDirectoryGrain>(tenant.Value));
        }
        catch (Exception lost) when (ClusterTrouble.IsPassing(lost))
        {
            throw new TurnLostException("Nobody can say just now which process has which replay.", lost);
        }
    }

    private static ReplaySummary LastKnown(ReplayLine line) => line.Job.Read() with { EventsPerSecond = 0, Remaining = null, Away = ReplayProblems.Away(line.Host).Message };
}
