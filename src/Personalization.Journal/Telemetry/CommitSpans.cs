using System.Diagnostics;

namespace Personalization.Journal.Telemetry;

/// <summary>The spans of one group commit: one below each turn that waits for it, so that every trace tells the whole time of its call by itself.</summary>
/// <remarks>Those that ride in the same commit are found by <c>personalization.commit.id</c>. A batch that appends often has one span per commit, not per append.</remarks>
internal sealed class CommitSpans
{
    private readonly List<WaitingTurn> waiting = [];
    private readonly List<Activity> spans = [];
    private Activity? outer;

    /// <summary>Where the spans come from.</summary>
    public static ActivitySource Source { get; } = new(JournalMetrics.Name);

    /// <summary>Takes a turn along; null for one that is not traced. The first <see cref="Limits.TracedTurnsPerCommit"/> get spans.</summary>
    public void Add(WaitingTurn? turn)
    {
        if (turn is not null && waiting.Count < Limits.TracedTurnsPerCommit && (waiting.Count == 0 || !ReferenceEquals(waiting[^1].Span, turn.Span)))
        {
            waiting.Add(turn);
        }
    }

    /// <summary>The commit begins. Each span reaches back to when its turn handed its events over.</summary>
    /// <param name="system">The database, as OpenTelemetry names it.</param>
    /// <param name="commitId">The commit.</param>
    public void Begin(string system, string commitId)
    {
        outer = Activity.Current;
        foreach (var turn in waiting)
        {
            if (Source.StartActivity("commit", ActivityKind.Client, turn.Span.Context, startTime: turn.Since) is { } span)
            {
                span.SetTag("db.system.name", system).SetTag("db.operation.name", "commit").SetTag("personalization.commit.id", commitId);
                span.AddEvent(new ActivityEvent("group commit begins"));
                spans.Add(span);
            }
        }

        // What the database's driver has to say belongs into the trace of the first.
        Activity.Current = spans.Count > 0 ? spans[0] : outer;
    }

    /// <summary>The commit has ended.</summary>
    /// <param name="isDurable">Whether it is durable.</param>
    /// <param name="events">Its events.</param>
    /// <param name="calls">Its appends.</param>
    public void End(bool isDurable, int events, int calls)
    {
        foreach (var span in spans)
        {
            span.SetTag("personalization.commit.events", events).SetTag("db.operation.batch.size", calls);
            span.SetStatus(isDurable ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            span.Dispose();
        }

        Clear();
        Activity.Current = outer;
    }

    /// <summary>Starts over.</summary>
    public void Clear()
    {
        waiting.Clear();
        spans.Clear();
    }
}
