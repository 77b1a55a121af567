using Personalization.Channels;
using Personalization.Core;
using Personalization.Grains;
using Personalization.Journal;
using Personalization.Replay.Backfilling;

namespace Personalization.Replay.Jobs;

/// <summary>Runs one job at a time, and writes down how far it is.</summary>
internal sealed class JobRunner(JobStore store, IJobWorks works, TimeProvider clock)
{
    /// <summary>Told of work that broke down for a reason that nobody foresaw.</summary>
    public event Action<ReplayJob, Exception>? Broken;

    /// <summary>Runs a job to its end, or until it is stopped; with the server it only pauses.</summary>
    public async Task Run(LiveJob live, CancellationToken pause)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(pause, live.Stopped);
            await WorkPatiently(live, either.Token).ConfigureAwait(false);
            End(live, live.Job with { State = ReplayState.Done, Failure = null });
        }
        catch (OperationCanceledException) when (live.Stopped.IsCancellationRequested)
        {
            End(live, live.Job with { State = ReplayState.Cancelled, Failure = null });
        }
        catch (OperationCanceledException) when (pause.IsCancellationRequested)
        {
            // It stands as running, so the next start goes on with it.
            return;
        }
        catch (Exception failing) when (failing is JournalFailedException or ProfilesFailedException)
        {
            // The process is about to stop and says why itself; the next start goes on with the job.
            return;
        }
        catch (ReplayRefusedException refused)
        {
            End(live, live.Job with { State = ReplayState.Failed, Failure = refused.Problem });
        }
        catch (SourceException unreadable)
        {
            End(live, live.Job with { State = ReplayState.Failed, Failure = new Problem("unreadable_source", "", unreadable.Message) });
        }
        catch (Exception broken)
        {
            Broken?.Invoke(live.Job, broken);
            End(live, live.Job with { State = ReplayState.Failed, Failure = new Problem(ReplayProblems.Internal, "", "Something failed on the server, whose log says what. It can be gone on with.") });
        }
    }

    /// <summary>Writes down how a job ended, and tells whoever watches.</summary>
    public void End(LiveJob live, ReplayJob ended)
    {
        ended = ended with { Ended = Instant.From(clock.GetUtcNow()) };
        try
        {
            store.Of(ended.Id).DropScratch();
            store.Save(ended);
        }
        catch (IOException full)
        {
            // It is over all the same; after a restart it is found at its last mark and goes on from there.
            Broken?.Invoke(ended, full);
        }

        live.Set(ended);
    }

    /// <summary>Works to the end. Where others do not answer for a while it says so, waits and goes on from its last mark.</summary>
    private async Task WorkPatiently(LiveJob live, CancellationToken stop)
    {
        var (wait, lost, reached) = (new Pause(clock), 0, live.Job.Position);
        while (true)
        {
            try
            {
                await Work(live, stop).ConfigureAwait(false);
                return;
            }
            catch (Exception away) when (Hindrance.Of(away) is { } hindrance)
            {
                if (live.Job.Position > reached)
                {
                    (lost, reached) = (0, live.Job.Position);
                    wait.Reset();
                }

                if (++lost > Limits.HindrancesMax)
                {
                    throw new ReplayRefusedException(Hindrance.ForGood(hindrance));
                }

                live.Set(live.Job with { Failure = hindrance });
                await wait.Wait(stop).ConfigureAwait(false);
            }
        }
    }

    private async Task Work(LiveJob live, CancellationToken stop)
    {
        var job = live.Job with { State = ReplayState.Running, Started = live.Job.Started ?? Instant.From(clock.GetUtcNow()), Failure = null };
        store.Save(job);
        if (live.Job.Failure is null)
        {
            // What it waits for stays told until it is further.
            live.Set(job);
        }

        var files = store.Of(job.Id);
        using var findings = FindingFile.Open(files.Findings, job.FindingsBytes, job.Findings);
        var work = await works.Open(job, files, findings, stop).ConfigureAwait(false);
        await using (work.ConfigureAwait(false))
        {
            var openedAt = clock.GetTimestamp();
            // One that goes on begins somewhere in the middle; where, its first mark says.
            (double Share, TimeSpan At)? begin = job.Position == 0 ? (0, TimeSpan.Zero) : null;
            await foreach (var mark in work.Run(job.Position, stop).ConfigureAwait(false))
            {
                // The findings first: a mark never promises what is not on the disk.
                findings.Flush();
                var marked = job with { Position = mark.Position, Counts = Sum(job, mark, findings), Findings = findings.Count, FindingsBytes = findings.Bytes };
                store.Save(marked);
                var elapsed = clock.GetElapsedTime(openedAt);
                live.Set(new JobProgress(marked, mark.Share, elapsed > TimeSpan.Zero ? mark.Read / elapsed.TotalSeconds : 0, Remaining(begin, mark.Share, elapsed)));
                begin ??= (mark.Share ?? 0, elapsed);
            }
        }
    }

    private static Dictionary<string, long> Sum(ReplayJob before, in JobMark mark, FindingFile findings)
    {
        var sum = new Dictionary<string, long>(before.Counts, StringComparer.Ordinal);
        foreach (var (name, count) in mark.Counts)
        {
            sum[name] = sum.GetValueOrDefault(name) + count;
        }

        if (findings.Dropped > 0)
        {
            sum[ReplayCounts.FindingsDropped] = before.Counts.GetValueOrDefault(ReplayCounts.FindingsDropped) + findings.Dropped;
        }

        return sum;
    }

    private static TimeSpan? Remaining((double Share, TimeSpan At)? begin, double? share, TimeSpan elapsed) =>
        begin is { } from && share is { } done and < 1 && done > from.Share ? (elapsed - from.At) * ((1 - done) / (done - from.Share)) : null;
}
