using System.Text;
using RabbitMQ.Client;

namespace Personalization.Channels.Tests.Support;

/// <summary>A queue of the test broker that one test has for itself.</summary>
internal sealed class TestQueue(Broker broker)
{
    /// <summary>Many times what a busy machine takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly BasicProperties Durable = new() { Persistent = true };

    public string Name { get; } = $"queue-{Guid.NewGuid():N}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<TestQueue> Declare(string type = "classic")
    {
        await using var connection = await broker.Connect();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = type }, cancellationToken: Stop);
        return this;
    }

    public Task Publish(params IEnumerable<string> bodies) => Publish(bodies.Select(Encoding.UTF8.GetBytes));

    /// <summary>Returns when the broker has confirmed them.</summary>
    public async Task Publish(IEnumerable<byte[]> bodies)
    {
        await using var connection = await broker.Connect();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Stop);
        foreach (var chunk in bodies.Chunk(100))
        {
            await Task.WhenAll(chunk.Select(body => channel.BasicPublishAsync("", Name, mandatory: true, Durable, body, Stop).AsTask()));
        }
    }

    /// <summary>Takes everything that lies there.</summary>
    public async Task<List<(string Id, string Type, string ContentType, string Body)>> Take()
    {
        await using var connection = await broker.Connect();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        var taken = new List<(string Id, string Type, string ContentType, string Body)>();
        while (await channel.BasicGetAsync(Name, autoAck: true, Stop) is { } message)
        {
            var head = message.BasicProperties;
            taken.Add((head.MessageId!, head.Type!, head.ContentType!, Encoding.UTF8.GetString(message.Body.Span)));
        }

        return taken;
    }

    public async Task Delete()
    {
        await using var connection = await broker.Connect();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        await channel.QueueDeleteAsync(Name, cancellationToken: Stop);
    }

    /// <summary>Waits until the broker has no message of it any more, neither waiting nor handed out.</summary>
    public Task IsEmpty() => IsAt(0, 0);

    /// <summary>Waits until so many messages wait and so many are handed out. Each look is a question to the broker, which knows of quorum queues only what was so a while ago.</summary>
    public async Task IsAt(int ready, int unacknowledged)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await broker.Find(Name) is var seen && seen != (ready, unacknowledged))
        {
            Stop.ThrowIfCancellationRequested();
            Assert.False(patience.IsCancellationRequested, $"({ready}, {unacknowledged}) was waited for, and {seen} is there.");
        }
    }
}
