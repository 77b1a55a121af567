using Personalization.Channels.Inlets;

namespace Personalization.Channels.Tests.Support;

/// <summary>A queue with one batch, which notes what was in the journal when the batch was acknowledged.</summary>
internal sealed class OneBatch(Airport airport, params byte[][] bodies) : IQueueSource
{
    private readonly TaskCompletionSource<(long Number, List<string> Ids)> acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isGiven;

    /// <summary>Up to which message it was acknowledged, and the ids of the events that the journal had then.</summary>
    public Task<(long Number, List<string> Ids)> Acknowledged => acknowledged.Task;

    public async ValueTask<IReadOnlyList<QueueMessage>> Receive(int messagesMax, int bytesMax, CancellationToken cancellation)
    {
        if (isGiven)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        }

        isGiven = true;
        return [.. bodies.Select((body, at) => new QueueMessage(at + 1, body))];
    }

    public async ValueTask Acknowledge(long number, CancellationToken cancellation) => acknowledged.TrySetResult((number, await airport.Ids()));

    public ValueTask DisposeAsync() => default;
}
