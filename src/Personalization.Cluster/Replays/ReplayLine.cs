namespace Personalization.Cluster.Replays;

/// <summary>A job, and who has it. A stored format: members are only ever added, under new ids.</summary>
/// <param name="Place">The name of the folder where its files are.</param>
/// <param name="Host">The machine that had that folder then, for people.</param>
/// <param name="SaidAt">When that process said so, by its clock; milliseconds since 1970.</param>
/// <param name="Job">What it said.</param>
[GenerateSerializer, Immutable, Alias("personalization.replay-line")]
internal sealed record ReplayLine([property: Id(0)] string Place, [property: Id(1)] string Host, [property: Id(2)] long SaidAt, [property: Id(3)] ReplayForm Job);
