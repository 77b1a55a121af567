using Orleans.Placement;

namespace Personalization.Cluster.Placement;

/// <summary>The grain is placed by <see cref="SubjectPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SubjectPlacementAttribute() : PlacementAttribute(new SubjectPlacement());
