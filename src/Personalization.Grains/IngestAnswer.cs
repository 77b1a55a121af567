using Personalization.Core;

namespace Personalization.Grains;

/// <summary>What became of one event.</summary>
/// <param name="Status">Accepted, duplicate or rejected.</param>
/// <param name="Problem">Why it was rejected; else null.</param>
public readonly record struct IngestAnswer(IngestStatus Status, Problem? Problem = null)
{
    /// <summary>The code of the problem of an event that comes from where its person does not want data from: it is not to be kept anywhere.</summary>
    public const string SourceOff = "source_off";
}
