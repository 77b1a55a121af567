using Personalization.Core.Decisions;

namespace Personalization.Grains.Nodes;

/// <summary>A decision that is made where the last of its owners lives.</summary>
/// <param name="Request">What is asked.</param>
public sealed record TravellingDecision(DecisionRequest Request) : TravellingTurn;
