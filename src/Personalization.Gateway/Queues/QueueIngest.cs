using Microsoft.Extensions.Logging;
using Personalization.Channels;
using Personalization.Channels.Inlets;
using Personalization.Channels.Settings;
using Personalization.Core;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Segment;

namespace Personalization.Gateway.Queues;

/// <summary>
/// Takes the messages of one queue in, batch by batch, by the way that all events take: contract check, profiles, dead letters. A batch is
/// acknowledged when every event of it is durable or kept as refused, and not before.
/// </summary>
/// <remarks>What cannot be taken in for now stays unacknowledged and is tried again (ADR 0027): nothing is handed back to the broker, which counts that and in the end drops the message.</remarks>
internal sealed partial class QueueIngest(IQueueSource source, InletSettings inlet, Intake intake, ChannelMetrics metrics, TimeProvider clock, ILogger<QueueIngest> logger)
{
    private static readonly Problem Unknown = new(ProblemCodes.Internal, "", "Something failed that is no fault of the messages.");

    /// <summary>Runs until it is told to stop; then ends the batch in hand, within <see cref="Limits.QueueDrainWait"/>.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource();
        await using var limit = stop.Register(() => patience.CancelAfter(Limits.QueueDrainWait));
        try
        {
            while (true)
            {
                var messages = await source.Receive(Limits.ImportBatchEvents, Limits.BatchBytes, stop);
                metrics.Begun(inlet.Queue, messages.Count);
                try
                {
                    await TakeIn(messages, stop, patience.Token);
                    await source.Acknowledge(messages[^1].Number, patience.Token);
                }
                finally
                {
                    metrics.Ended(inlet.Queue, messages.Count);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is not acknowledged is the broker's again, and whatever of it is durable will be a duplicate.
        }
    }

    private async Task TakeIn(IReadOnlyList<QueueMessage> messages, CancellationToken stop, CancellationToken patience)
    {
        var pause = new Pause(clock);
        while (await TryTakeIn(messages, patience) is { } passing)
        {
            metrics.Held(inlet.Queue, passing.Code);
            LogHeld(inlet.Queue, inlet.Tenant.Value, messages.Count, passing.Message, pause.Next.TotalSeconds);
            await pause.Wait(stop);
        }
    }

    /// <summary>Tries a batch. Every try reads it anew, since events are received when they are taken in.</summary>
    /// <returns>Null, or what will pass: nothing of the batch is in the dead letters then, and whatever is durable will be a duplicate.</returns>
    private async ValueTask<Problem?> TryTakeIn(IReadOnlyList<QueueMessage> messages, CancellationToken patience)
    {
        try
        {
            var receivedAt = Instant.From(clock.GetUtcNow());
            var items = Read(messages, receivedAt, out var owners);
            var report = await intake.Judge(inlet.Tenant, items, keyLabel: null, patience);
            if (!report.IsOk)
            {
                return report.Problem;
            }

            var refused = report.Value.Rejected;
            if (refused.FirstOrDefault(one => ProblemKind.Of(one.Problem.Code).IsPassing) is { } passing)
            {
                return passing.Problem;
            }

            await intake.Keep(inlet.Tenant, receivedAt, refused, at => items[at].Raw);
            var refusedMessages = refused.Select(one => owners[one.Index]).Distinct().Count();
            metrics.Received(inlet.Queue, messages.Count - refusedMessages, refusedMessages);
            return null;
        }
        catch (Exception error) when (!patience.IsCancellationRequested)
        {
            if (FailedServer.ProblemOf(error) is { } passing)
            {
                return passing;
            }

            // Not to the dead letters, whose number is bounded: a failure of ours would push out what is there.
            LogFailed(inlet.Queue, error);
            return Unknown;
        }
    }

    /// <summary>Reads the events of all messages, and of each event which message it came in.</summary>
    private static List<IntakeItem> Read(IReadOnlyList<QueueMessage> messages, Instant receivedAt, out List<int> owners)
    {
        var items = new List<IntakeItem>(messages.Count);
        owners = new List<int>(messages.Count);
        foreach (var (at, message) in messages.Index())
        {
            items.AddRange(SegmentBody.ReadMessage(message.Body, receivedAt));
            owners.AddRange(Enumerable.Repeat(at, items.Count - owners.Count));
        }

        return items;
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "{Count} messages of the queue {Queue} cannot be taken in for {Tenant} now, and are tried again in {Pause} s: {Reason}")]
    private partial void LogHeld(string queue, string tenant, int count, string reason, double pause);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Error, Message = "Messages of the queue {Queue} could not be taken in; they stay in the queue")]
    private partial void LogFailed(string queue, Exception cause);
}
