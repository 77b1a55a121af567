using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>What a grain leaves behind that is given up.</summary>
/// <param name="Subject">Whose.</param>
/// <param name="Snapshot">Its profile; null where a snapshot holds it already or there is none.</param>
/// <param name="Marks">Its marks that wait.</param>
internal sealed record LastProfile(SubjectKey Subject, StoredSnapshot? Snapshot, List<KeyValuePair<SubjectKey, StoredSnapshot>> Marks);
