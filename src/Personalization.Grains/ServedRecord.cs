using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>The record of a served decision and where it stands.</summary>
/// <param name="Subject">In whose stream.</param>
/// <param name="Version">Its version there.</param>
/// <param name="Served">The record.</param>
public sealed record ServedRecord(SubjectKey Subject, long Version, Served Served);
