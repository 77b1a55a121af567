using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Personalization.Samples.Saas;

namespace Personalization.Server.Demo;

/// <summary>Sends the sample product's history in batches over HTTP, as Segment's clients do, and draws how far it is.</summary>
internal sealed class HistoryStream(HttpClient client, RecentPeople people, TextWriter output)
{
    /// <summary>About 150 KiB a batch: well below what the server takes.</summary>
    private const int BatchEvents = 500;

    /// <summary>Enough to keep the group commit busy while the next batches are written.</summary>
    private const int BatchesInFlight = 4;

    private readonly Lock gate = new();
    private long accepted, rejected;
    private DateTimeOffset reached;

    /// <summary>Sends all of it; returns when every event is durable.</summary>
    /// <exception cref="InvalidOperationException">The server refused events of its own sample.</exception>
    public async Task Send(HistoryOptions options, CancellationToken stopping)
    {
        var clock = Stopwatch.StartNew();
        var progress = new Progress(output, options);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = BatchesInFlight, CancellationToken = stopping };
        await Parallel.ForEachAsync(SaasHistory.Generate(options).Chunk(BatchEvents), parallel, async (events, cancellation) =>
        {
            await Send(events, cancellation);
            lock (gate)
            {
                Array.ForEach(events, people.Add);
                reached = events[^1].Timestamp > reached ? events[^1].Timestamp : reached;
                progress.Draw(reached, accepted, clock.Elapsed);
            }
        });
        progress.Finish(accepted, clock.Elapsed);
        if (rejected > 0)
        {
            throw new InvalidOperationException($"{rejected} events of the sample's history were refused; GET /v1/dead-letters says why.");
        }
    }

    private async Task Send(HistoryEvent[] events, CancellationToken cancellation)
    {
        using var content = new ReadOnlyMemoryContent(Write(events));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await client.PostAsync("/v1/batch", content, cancellation);
        using var reply = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
        if (!reply.RootElement.TryGetProperty("accepted", out var count))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The server answered {(int)response.StatusCode}: {reply.RootElement}"));
        }

        Interlocked.Add(ref accepted, count.GetInt64());
        Interlocked.Add(ref rejected, reply.RootElement.GetProperty("rejected").GetArrayLength());
    }

    private static ReadOnlyMemory<byte> Write(HistoryEvent[] events)
    {
        var bytes = new ArrayBufferWriter<byte>(256 * 1024);
        using var writer = new Utf8JsonWriter(bytes);
        writer.WriteStartObject();
        writer.WriteStartArray("batch"u8);
        foreach (var one in events)
        {
            one.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return bytes.WrittenMemory;
    }
}
