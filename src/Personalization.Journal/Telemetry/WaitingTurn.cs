using System.Diagnostics;

namespace Personalization.Journal.Telemetry;

/// <summary>A traced turn that waits for a commit.</summary>
/// <param name="Span">The turn's span.</param>
/// <param name="Since">When it handed its events over.</param>
internal sealed record WaitingTurn(Activity Span, DateTimeOffset Since)
{
    /// <summary>The turn of this thread; null where nobody traces it, which costs one read.</summary>
    public static WaitingTurn? Current => CommitSpans.Source.HasListeners() && Activity.Current is { Recorded: true } span ? new(span, DateTimeOffset.UtcNow) : null;
}
