using Personalization.Cluster.Notices;
using Personalization.Projections.Notices;

namespace Personalization.Cluster.Memory;

/// <summary>Takes notices of a process without a silo to one that brings them to whoever watches.</summary>
internal sealed class RelayedNotices(IGrainFactory grains) : IChangeNotices
{
    /// <inheritdoc/>
    public ValueTask Publish(IReadOnlyList<ChangeNotice> notices, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notices);
        return grains.GetGrain<ISubjectMemoryGrain>(0).Publish(new NoticeBatch([.. notices.Select(one => NoticeLine.Of(one))]));
    }
}
