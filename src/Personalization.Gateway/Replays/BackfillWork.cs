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
    private long accepted, duplicates, rejected, read;
    private int batchBytes;

    /// <inheritdoc/>
    public async IAsyncEnumerable<JobMark> Run(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var source = await open(after, cancellation);
        var (position, markedAt) = (after, clock.GetTimestamp());
        var batchEvents = pace.BatchOf(Limits.ImportBatchEvents);
        while (true)
        {
            // A queue that has nothing now does not keep back what it gave before.
            var isQuiet = batch.Count > 0 && !await source.Comes(UntilMark(markedAt), cancellation);
            if (!isQuiet)
            {
                if (await source.Read(cancellation) is not { } raw)
                {
                    break;
                }

                Add(raw);
                position = raw.Number;
            }

            var isDue = isQuiet || UntilMark(markedAt) == TimeSpan.Zero;
            if (!isDue && batch.Count < batchEvents && batchBytes < Limits.BatchBytes)
            {
                continue;
            }

            await Send(cancellation);
            await source.Settle(position, cancellation);
            // Behind everything that waits for this core: serving goes first.
            await Task.Yield();
            if (isDue)
            {
                yield return Mark(position, source.Share);
                markedAt = clock.GetTimestamp();
            }
        }

        await Send(cancellation);
        await source.Settle(position, cancellation);
        yield return Mark(position, 1);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private TimeSpan UntilMark(long markedAt)
    {
        var left = Replay.Limits.JobMarkInterval - clock.GetElapsedTime(markedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Add(in RawEvent raw)
    {
        // What was read is only good until the next read.
        ReadOnlyMemory<byte> json = raw.Json.ToArray();
        batchBytes += json.Length;
        batch.Add(raw.Problem is { } problem ? new IntakeItem(null, null, problem, json) : SegmentBody.ReadAgain(json, Instant.From(clock.GetUtcNow())));
    }

    private async ValueTask Send(CancellationToken cancellation)
    {
        await pace.Take(batch.Count, cancellation);
        var report = await intake.Take(tenant, Instant.From(clock.GetUtcNow()), batch, at => batch[at].Raw, cancellation);
        if (!report.IsOk)
        {
            throw new ReplayRefusedException(report.Problem);
        }

        read += batch.Count;
        accepted += report.Value.Accepted;
        duplicates += report.Value.Duplicates;
        rejected += report.Value.Rejected.Count;
        batch.Clear();
        batchBytes = 0;
    }

    private JobMark Mark(long position, double? share) => new(position, new Dictionary<string, long>(StringComparer.Ordinal)
    {
        [ReplayCounts.Events] = read, [ReplayCounts.Accepted] = accepted, [ReplayCounts.Duplicates] = duplicates, [ReplayCounts.Rejected] = rejected,
    }, share, read);
}
