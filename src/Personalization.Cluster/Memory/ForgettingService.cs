using Microsoft.Extensions.Logging;
using Personalization.Cluster.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Memory;

/// <inheritdoc cref="IForgettingService"/>
internal sealed class ForgettingService(GrainId id, Silo silo, ILoggerFactory logs, NodeProfiles node) : GrainService(id, silo, logs), IForgettingService
{
    /// <inheritdoc/>
    public ValueTask Forget(string subject, CancellationToken cancellation) =>
        // A service has one thread at a time, and a turn that is waited for may need it.
        new(Task.Run(() => node.Forget(SubjectGrainKey.Parse(subject), cancellation).AsTask(), cancellation));
}
