using System.Diagnostics;
using Personalization.Core.Codecs;
using Personalization.Journal.Telemetry;

namespace Personalization.Journal.Sqlite;

/// <summary>A commit that still grows: whole calls, in the order they were made, and one completion for all of their waiters.</summary>
internal sealed class CommitBatch : IDisposable
{
    private readonly List<CommitPart> parts = [];
    private TaskCompletionSource<CommitResult> completion = NewCompletion();

    /// <summary>The commit's id; ids follow each other without a gap.</summary>
    public long CommitId { get; private set; }

    /// <summary>How many events it has.</summary>
    public int Events { get; private set; }

    /// <summary>How many calls it has.</summary>
    public int Calls { get; private set; }

    /// <summary>When it was started, a <see cref="Stopwatch"/> timestamp.</summary>
    public long StartedAt { get; private set; }

    /// <summary>The spans of the turns that wait for it.</summary>
    public CommitSpans Spans { get; } = new();

    /// <summary>The payload so far.</summary>
    public ByteWriter Payload { get; } = new();

    /// <summary>The parts so far.</summary>
    public IReadOnlyList<CommitPart> Parts => parts;

    /// <summary>Completes when the commit does; continuations never run on the writer's thread.</summary>
    public Task<CommitResult> Result => completion.Task;

    /// <summary>Starts over with a new commit.</summary>
    public void Start(long commitId)
    {
        CommitId = commitId;
        Events = Calls = 0;
        StartedAt = Stopwatch.GetTimestamp();
        Spans.Clear();
        parts.Clear();
        completion = NewCompletion();
        CommitFormat.Open(Payload);
    }

    /// <summary>Whether a call still fits; an empty one takes any call.</summary>
    public bool Fits(EncodedCall call, int commitBytesMax) => Events == 0
        || (Payload.Length + call.Bytes.Length <= commitBytesMax && Events + call.Events <= Limits.CommitEventsMax);

    /// <summary>Adds a call.</summary>
    public void Add(EncodedCall call)
    {
        Payload.Raw(call.Bytes);
        Events += call.Events;
        Calls++;
        Spans.Add(WaitingTurn.Current);
        foreach (var part in call.Parts)
        {
            parts.Add(part.Part);
        }
    }

    /// <summary>Tells the waiters that the commit is durable.</summary>
    public void Complete() => completion.TrySetResult(CommitResult.Committed);

    /// <summary>Tells the waiters that nothing is known about the commit.</summary>
    public void Fail(JournalFailedException failure) => completion.TrySetException(failure);

    /// <inheritdoc/>
    public void Dispose() => Payload.Dispose();

    private static TaskCompletionSource<CommitResult> NewCompletion() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
