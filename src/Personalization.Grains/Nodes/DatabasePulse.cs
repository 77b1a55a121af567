using System.Diagnostics.CodeAnalysis;

namespace Personalization.Grains.Nodes;

/// <summary>
/// When the database was last heard of. A node that others may take for dead does not answer from memory: their writes would be missing there. Writes need no
/// pulse, since the journal's versions fence them.
/// </summary>
/// <param name="time">The clock, of which only differences are read.</param>
/// <param name="patience">After how long without a beat the node is unsure.</param>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing, and those who wait keep its token longer than the pulse lives.")]
public sealed class DatabasePulse(TimeProvider time, TimeSpan patience)
{
    private long latest = time.GetTimestamp();
    private CancellationTokenSource silence = new();

    /// <summary>The pulse of a node that cannot be cut off.</summary>
    public static DatabasePulse Steady { get; } = new(TimeProvider.System, TimeSpan.MaxValue);

    /// <summary>Whether the database was heard of lately.</summary>
    public bool IsFresh => time.GetElapsedTime(Volatile.Read(ref latest)) <= patience;

    /// <summary>Is cancelled when the node becomes unsure: what waits for the database then waits for a long time. Ask for it again after a beat.</summary>
    public CancellationToken Silence => Volatile.Read(ref silence).Token;

    /// <summary>The database answered a question that was asked at this time.</summary>
    /// <param name="askedAt">A time stamp of the clock, taken before the question was sent.</param>
    public void Beat(long askedAt)
    {
        Volatile.Write(ref latest, askedAt);
        if (silence.IsCancellationRequested)
        {
            Volatile.Write(ref silence, new CancellationTokenSource());
        }
    }

    /// <summary>The database did not answer: where it has not for too long, tells those who wait. Not to be called beside <see cref="Beat"/>.</summary>
    public Task Missed() => IsFresh ? Task.CompletedTask : silence.CancelAsync();
}
