using Personalization.Core;

namespace Personalization.Journal;

/// <summary>In what order the events of a stream were received, up to some version of it.</summary>
/// <param name="Last">The latest received time of them; <see cref="Instant.MinValue"/> where there are none.</param>
/// <param name="Rises">Whether none was received more than <see cref="Limits.ClockCorrectionMax"/> before another one that lies before it in the stream.</param>
public readonly record struct ReceivedOrder(Instant Last, bool Rises)
{
    /// <summary>The order of no events.</summary>
    public static ReceivedOrder Empty { get; } = new(Instant.MinValue, true);

    /// <summary>The order with one more event at its end.</summary>
    /// <param name="received">When that was received.</param>
    public ReceivedOrder With(Instant received) => new(Last < received ? received : Last, Rises && received >= Last - Limits.ClockCorrectionMax);
}
