namespace Personalization.Cluster.Placement;

/// <summary>Places subjects by their anchor: see <see cref="SubjectPlacementDirector"/>.</summary>
[Serializable, GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("personalization.subject-placement")]
internal sealed class SubjectPlacement : PlacementStrategy;
