namespace Personalization.Gateway.Health;

/// <summary>Whether calls would be answered: what the executable knows, and whether it is stopping.</summary>
internal sealed class Readiness(IReadiness readiness, Drain drain)
{
    /// <summary>Every condition with whether it holds now.</summary>
    public ReadinessCheck[] Checks() => [.. readiness.Checks(), new("not_draining", !drain.HasBegun)];
}
