namespace Personalization.Cluster.Notices;

/// <summary>Notices of subjects of one shard of the feed. A wire contract: members are only ever added, under new ids.</summary>
[GenerateSerializer, Immutable, Alias("personalization.notices")]
internal sealed record NoticeBatch([property: Id(0)] IReadOnlyList<NoticeLine> Lines);
