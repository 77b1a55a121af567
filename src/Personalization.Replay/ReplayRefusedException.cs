using Personalization.Core;

namespace Personalization.Replay;

/// <summary>A run cannot go on, for a reason that the one who started it can do something about.</summary>
/// <param name="problem">What stands in the way.</param>
public sealed class ReplayRefusedException(Problem problem) : Exception(problem.Message)
{
    /// <summary>What stands in the way.</summary>
    public Problem Problem { get; } = problem;
}
