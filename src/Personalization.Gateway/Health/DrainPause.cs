namespace Personalization.Gateway.Health;

/// <summary>How long a server that was told to stop still answers: load balancers need some time to see that it is not ready.</summary>
/// <param name="Length">Not negative.</param>
/// <param name="CallsMax">How long calls that are at work then may take.</param>
public sealed record DrainPause(TimeSpan Length, TimeSpan CallsMax);
