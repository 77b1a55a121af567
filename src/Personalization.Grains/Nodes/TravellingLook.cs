using Personalization.Core.Subjects;

namespace Personalization.Grains.Nodes;

/// <summary>A look at a profile where it lives.</summary>
/// <param name="Subject">Whose.</param>
public sealed record TravellingLook(SubjectKey Subject) : TravellingTurn;
