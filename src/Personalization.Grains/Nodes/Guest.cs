using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>The profile of a subject that travels with a turn. Its owner holds it until the turn comes back, and all of its events are durable.</summary>
/// <param name="Subject">Whose.</param>
/// <param name="Profile">The profile; a node that cannot use its bytes folds the same version from the journal.</param>
/// <param name="Seen">Those ids of the turn's events that the subject's stream has already.</param>
public sealed record Guest(SubjectKey Subject, StoredSnapshot Profile, IReadOnlyList<string> Seen);
