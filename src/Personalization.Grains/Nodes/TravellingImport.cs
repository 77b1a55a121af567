using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Grains.Nodes;

/// <summary>History for one stream, on its way to the stream's owner.</summary>
/// <param name="Subject">Whose stream.</param>
/// <param name="Events">The events.</param>
public sealed record TravellingImport(SubjectKey Subject, IReadOnlyList<Event> Events) : TravellingTurn;
