using Personalization.Cluster.Placement;
using Personalization.Cluster.Wire;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <inheritdoc cref="IBudgetGrain"/>
[GrainType("budget"), SubjectPlacement]
internal sealed class BudgetGrain(NodeProfiles node, WireVersions versions) : SubjectGrain(node, versions), IBudgetGrain;
