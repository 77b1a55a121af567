namespace Personalization.Simulation.Kills;

/// <summary>A server broke a promise; the message says which.</summary>
internal sealed class KillViolationException(string message) : Exception(message);
