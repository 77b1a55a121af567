using Personalization.Cluster.Placement;
using Personalization.Cluster.Wire;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <inheritdoc cref="IUserGrain"/>
[GrainType("user"), SubjectPlacement]
internal sealed class UserGrain(NodeProfiles node, WireVersions versions) : SubjectGrain(node, versions), IUserGrain;
