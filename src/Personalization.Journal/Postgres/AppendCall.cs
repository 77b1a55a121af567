using System.Diagnostics;
using Personalization.Core.Codecs;
using Personalization.Journal.Codecs;
using Personalization.Journal.Telemetry;

namespace Personalization.Journal.Postgres;

/// <summary>One call to <see cref="IJournal.Append"/> on its way to the database.</summary>
internal sealed class AppendCall
{
    [ThreadStatic]
    private static ByteWriter? scratch;

    private readonly TaskCompletionSource<CommitResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppendCall(List<CallPart> parts, CallEvent[] events, int bytes)
    {
        Parts = parts;
        Events = events;
        Bytes = bytes;
    }

    /// <summary>The parts that have events.</summary>
    public IReadOnlyList<CallPart> Parts { get; }

    /// <summary>The events of all parts, part after part.</summary>
    public CallEvent[] Events { get; }

    /// <summary>How many bytes the events take.</summary>
    public int Bytes { get; }

    /// <summary>When it was made, a <see cref="Stopwatch"/> timestamp.</summary>
    public long MadeAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>The turn that made it; null where nobody traces it.</summary>
    public WaitingTurn? Turn { get; } = WaitingTurn.Current;

    /// <summary>Completes when the commit does; continuations never run on the writer.</summary>
    public Task<CommitResult> Result => completion.Task;

    /// <summary>Encodes a call on the caller's thread. Throws <see cref="ArgumentException"/> above the limits of a call.</summary>
    public static AppendCall Encode(ReadOnlySpan<StreamAppend> appends)
    {
        var count = 0;
        foreach (ref readonly var append in appends)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(append.FirstVersion, 1);
            count += append.Events.Count;
        }

        if (count > Limits.CallEventsMax)
        {
            throw new ArgumentException($"A call holds at most {Limits.CallEventsMax} events.");
        }

        var parts = new List<CallPart>(appends.Length);
        var events = new CallEvent[count];
        int at = 0, bytes = 0;
        foreach (ref readonly var append in appends)
        {
            if (append.Events.Count > 0)
            {
                parts.Add(new CallPart(append.Subject, append.FirstVersion, at, append.Events.Count));
            }

            for (var index = 0; index < append.Events.Count; index++)
            {
                bytes += (events[at++] = Encode(append.Events[index])).Payload.Length;
                if (bytes > Limits.CallBytesMax)
                {
                    throw new ArgumentException($"A call holds at most {Limits.CallBytesMax} bytes.");
                }
            }
        }

        return new AppendCall(parts, events, bytes);
    }

    /// <summary>Tells the waiters how it ended.</summary>
    public void End(CommitResult result) => completion.TrySetResult(result);

    /// <summary>Tells the waiters that the journal has failed.</summary>
    public void Fail(JournalFailedException failure) => completion.TrySetException(failure);

    private static CallEvent Encode(Core.Events.Event one)
    {
        var writer = scratch ??= new ByteWriter();
        writer.Clear();
        EventCodec.Write(writer, one);
        return new CallEvent(one.Type, one.IdHash, writer.Written.ToArray());
    }
}
