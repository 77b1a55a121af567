namespace Personalization.Simulation.Worlds;

/// <summary>A call that a client made.</summary>
/// <param name="Name">Which.</param>
/// <param name="Ended">Completes with its answer.</param>
/// <param name="Lost">What its client does when none comes.</param>
internal sealed record RunningCall(string Name, Task Ended, Action? Lost);
