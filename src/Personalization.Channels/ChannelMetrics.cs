using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Personalization.Channels;

/// <summary>The instruments of inlets and outlets. The tag <c>channel</c> is an inlet's queue or an outlet's name.</summary>
public sealed class ChannelMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Personalization.Channels";

    private readonly Meter meter;
    private readonly Counter<long> messagesIn;
    private readonly Counter<long> holds;
    private readonly UpDownCounter<long> inFlight;
    private readonly Counter<long> messagesOut;
    private readonly Histogram<double> confirms;
    private readonly Counter<long> losses;
    private readonly UpDownCounter<long> connected;

    /// <summary>Makes the instruments.</summary>
    public ChannelMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        messagesIn = meter.CreateCounter<long>("personalization.channels.messages.in", "{message}", "Messages that are done with, by result: taken, or refused where an event of theirs is in the dead letters.");
        holds = meter.CreateCounter<long>("personalization.channels.holds", "{try}", "Batches of messages that could not be taken in for now and are tried again, by code.");
        inFlight = meter.CreateUpDownCounter<long>("personalization.channels.in_flight", "{message}", "Messages on their way to the journal or to the broker.");
        messagesOut = meter.CreateCounter<long>("personalization.channels.messages.out", "{message}", "Messages handed to a broker, by result: confirmed, unroutable, failed. What was not confirmed is handed out again.");
        var fine = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };
        confirms = meter.CreateHistogram("personalization.channels.confirm.duration", "s", "Time from a batch's first message to the broker's last confirmation.", tags: null, fine);
        losses = meter.CreateCounter<long>("personalization.channels.connections.lost", "{connection}", "Connections that were lost or could not be made.");
        connected = meter.CreateUpDownCounter<long>("personalization.channels.connected", "{connection}", "1 while connected, else 0.");
    }

    /// <summary>Messages of a queue begin their way to the journal, or those of an outlet theirs to the broker.</summary>
    public void Begun(string channel, int count) => inFlight.Add(count, Tag(channel));

    /// <summary>They are done with, or their way has ended without success.</summary>
    public void Ended(string channel, int count) => inFlight.Add(-count, Tag(channel));

    /// <summary>Messages of a queue are done with.</summary>
    public void Received(string channel, int taken, int refused)
    {
        Count(messagesIn, taken, channel, "taken");
        Count(messagesIn, refused, channel, "refused");
    }

    /// <summary>A batch could not be taken in for now.</summary>
    public void Held(string channel, string code) => holds.Add(1, Tag(channel), new KeyValuePair<string, object?>("code", code));

    /// <summary>A batch was handed to a broker.</summary>
    /// <param name="channel">The outlet.</param>
    /// <param name="startedAt">A <see cref="Stopwatch"/> timestamp.</param>
    /// <param name="confirmed">How many messages the broker has.</param>
    /// <param name="unroutable">How many it gave back because no queue takes them.</param>
    /// <param name="failed">How many it may not have.</param>
    public void Sent(string channel, long startedAt, int confirmed, int unroutable, int failed)
    {
        Count(messagesOut, confirmed, channel, "confirmed");
        Count(messagesOut, unroutable, channel, "unroutable");
        Count(messagesOut, failed, channel, "failed");
        confirms.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, Tag(channel));
    }

    /// <summary>A connection stands.</summary>
    public void Connected(string channel) => connected.Add(1, Tag(channel));

    /// <summary>A connection is gone.</summary>
    public void Disconnected(string channel) => connected.Add(-1, Tag(channel));

    /// <summary>A connection was lost or could not be made.</summary>
    public void Lost(string channel) => losses.Add(1, Tag(channel));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private static void Count(Counter<long> counter, int count, string channel, string result)
    {
        if (count > 0)
        {
            counter.Add(count, Tag(channel), new KeyValuePair<string, object?>("result", result));
        }
    }

    private static KeyValuePair<string, object?> Tag(string channel) => new("channel", channel);
}
