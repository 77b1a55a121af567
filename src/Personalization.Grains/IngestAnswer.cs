using Personalization.Core;

namespace Personalization.Grains;

/// <summary>What became of one event.</summary>
/// <param name="Status">Accepted, duplicate or rejected.</param>
/// <param name="Problem">Why it was rejected; else null.</param>
public readonly record struct IngestAnswer(IngestStatus Status, Problem? Problem = null);
