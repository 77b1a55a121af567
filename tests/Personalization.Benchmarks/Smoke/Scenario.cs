namespace Personalization.Benchmarks.Smoke;

/// <summary>One thing that is measured, several rounds of it in turn with all others.</summary>
/// <param name="Name">What it is, as the table says it.</param>
/// <param name="Unit">What a result counts, such as <c>calls/s</c>.</param>
/// <param name="Bar">The bar of the design, as text; empty for a baseline.</param>
/// <param name="Measure">Runs for about that long and gives one result.</param>
internal sealed record Scenario(string Name, string Unit, string Bar, Func<TimeSpan, Task<double>> Measure)
{
    /// <summary>The scenario that this one is compared with, round by round; null where the bar is absolute.</summary>
    public string? Baseline { get; init; }

    /// <summary>Whether a result meets the bar; of a scenario with a baseline the argument is the ratio to it.</summary>
    public Func<double, bool>? IsMet { get; init; }

    /// <summary>Why it cannot be measured here; null where it can.</summary>
    public string? Skipped { get; init; }
}
