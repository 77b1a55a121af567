using Personalization.Core.Decisions;

namespace Personalization.Grains.Nodes;

/// <summary>A decision that is made where the last of its owners lives.</summary>
/// <param name="Request">What is asked.</param>
public sealed record TravellingDecision(DecisionRequest Request) : TravellingTurn
{
    /// <inheritdoc/>
    public override string? AccountId => Request.AccountId;

    /// <summary>Whether the same turn was sent before and may have run: then its record has the same <see cref="TravellingTurn.Now"/>. Only where the turn begins at its first owner.</summary>
    public bool IsRepeat { get; init; }
}
