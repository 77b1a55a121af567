using System.Runtime.CompilerServices;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Segment;
using Personalization.Replay;
using Personalization.Replay.Backfilling;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>Loads a file or a queue by the way that all events take: contract check, profiles, dead letters.</summary>
internal sealed class BackfillWork(BackfillSources.Opening open, TenantId tenant, Intake intake, ReplayOrder order, TimeProvider clock) : IJobWork
{
    private readonly RateLimit pace = new(order.EventsPerSecond, clock);
    private readonly List<IntakeItem> batch = [];
    private long accepted, duplicates, rejected, read, position;
    private int batchBytes;

    private enum Step
    {
        Taken, MarkDue, AtEnd, Stopped,
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JobMark> Run(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var source = await open(after, cancellation);
        var (settled, markedAt) = (after, clock.GetTimestamp());
        position = after;
        while (true)
        {
            var step = await Advance(source, markedAt, cancellation);
            settled = batch.Count == 0 ? position : settled;
            if (step == Step.Taken)
            {
                continue;
            }

            yield return Mark(settled, step == Step.AtEnd ? 1 : source.Share);
            markedAt = clock.GetTimestamp();
            if (step == Step.AtEnd)
            {
                yield break;
            }

            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    /// <summary>Reads an event, and sends the batch where that is due.</summary>
    private async ValueTask<Step> Advance(IEventSource source, long markedAt, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            // A queue that has nothing now does not keep back what it gave before.
            var isQuiet = batch.Count > 0 && !await source.Comes(UntilMark(markedAt), cancellation);
            if (!isQuiet)
            {
                if (await source.Read(cancellation) is not { } raw)
                {
                    await Send(source, cancellation);
                    return Step.AtEnd;
                }

                Add(raw);
            }

            var isDue = isQuiet || UntilMark(markedAt) == TimeSpan.Zero;
            if (!isDue && batch.Count < pace.BatchOf(Limits.ImportBatchEvents) && batchBytes < Limits.BatchBytes)
            {
                return Step.Taken;
            }

            await Send(source, cancellation);
            // Behind everything that waits for this core: serving goes first.
            await Task.Yield();
            return isDue ? Step.MarkDue : Step.Taken;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Step.Stopped;
        }
    }

    private TimeSpan UntilMark(long markedAt)
    {
        var left = Replay.Limits.JobMarkInterval - clock.GetElapsedTime(markedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Add(in RawEvent raw)
    {
        position = raw.Number;
        // What was read is only good until the next read.
        ReadOnlyMemory<byte> json = raw.Json.ToArray();
        batchBytes += json.Length;
        batch.Add(raw.Problem is { } problem ? new IntakeItem(null, null, problem, json) : SegmentBody.ReadAgain(json, Instant.From(clock.GetUtcNow())));
    }

    private async ValueTask Send(IEventSource source, CancellationToken cancellation)
    {
        await pace.Take(batch.Count, cancellation);
        // From here on not to be stopped: what is durable and not marked would be a duplicate when it goes on.
        var receivedAt = Instant.From(clock.GetUtcNow());
        var report = await intake.Judge(tenant, batch, keyLabel: null, CancellationToken.None);
        if (!report.IsOk)
        {
            throw new ReplayRefusedException(report.Problem);
        }

        // All that is refused, what belongs to another region too: there is no sender who could be told.
        await intake.Keep(tenant, receivedAt, report.Value.Rejected, at => batch[at].Raw);
        read += batch.Count;
        accepted += report.Value.Accepted;
        duplicates += report.Value.Duplicates;
        rejected += report.Value.Rejected.Count;
        batch.Clear();
        batchBytes = 0;
        await source.Settle(position, CancellationToken.None);
    }

    private JobMark Mark(long position, double? share) => new(position, new Dictionary<string, long>(StringComparer.Ordinal)
    {
        [ReplayCounts.Events] = read, [ReplayCounts.Accepted] = accepted, [ReplayCounts.Duplicates] = duplicates, [ReplayCounts.Rejected] = rejected,
    }, share, read);
}
