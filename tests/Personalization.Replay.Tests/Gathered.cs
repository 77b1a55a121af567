namespace Personalization.Replay.Tests;

/// <summary>Keeps findings.</summary>
internal sealed class Gathered : IReplayFindings
{
    public List<ReplayFinding> All { get; } = [];

    public ValueTask Add(ReplayFinding finding, CancellationToken cancellation)
    {
        All.Add(finding);
        return default;
    }
}
