using Personalization.Core.Subjects;

namespace Personalization.Grains.Nodes;

/// <summary>A turn without guests and the owner that it is brought to: one of several that travel together.</summary>
/// <param name="Owner">The subject whose node is looked for.</param>
/// <param name="Turn">The turn.</param>
public readonly record struct AddressedTurn(SubjectKey Owner, TravellingTurn Turn);
