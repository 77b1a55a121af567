using Personalization.Journal;

namespace Personalization.Projections.Notices;

/// <summary>Room for one notice, into which those that wait are put together.</summary>
/// <param name="leave">Ends the watch.</param>
internal sealed class SubjectWatch(Action<SubjectWatch> leave) : ISubjectWatch
{
    private readonly Lock gate = new();
    private readonly WakeSignal come = new();
    private ChangeNotice? waiting;

    /// <summary>A change.</summary>
    public void Tell(in ChangeNotice notice)
    {
        lock (gate)
        {
            waiting = waiting is { } before ? before.With(notice) : notice;
        }

        come.Raise();
    }

    /// <inheritdoc/>
    public async ValueTask<ChangeNotice> Next(CancellationToken cancellation)
    {
        while (true)
        {
            var next = come.Next();
            lock (gate)
            {
                if (waiting is { } notice)
                {
                    waiting = null;
                    return notice;
                }
            }

            await next.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        leave(this);
        return default;
    }
}
