using Personalization.Cluster.Placement;
using Personalization.Cluster.Wire;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <inheritdoc cref="IAccountGrain"/>
[GrainType("account"), SubjectPlacement]
internal sealed class AccountGrain(NodeProfiles node, WireVersions versions) : SubjectGrain(node, versions), IAccountGrain;
