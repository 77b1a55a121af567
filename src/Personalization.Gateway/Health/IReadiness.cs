namespace Personalization.Gateway.Health;

/// <summary>Knows whether the server can answer: journal open, catalog active, recovered.</summary>
public interface IReadiness
{
    /// <summary>Every condition with whether it holds now.</summary>
    IReadOnlyList<ReadinessCheck> Checks();
}

/// <summary>One condition of readiness.</summary>
/// <param name="Name">Its name in snake_case.</param>
/// <param name="IsMet">Whether it holds.</param>
public readonly record struct ReadinessCheck(string Name, bool IsMet);
