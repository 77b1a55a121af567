namespace Personalization.Projections.Notices;

/// <summary>Takes notices of changes to whoever watches, on this node or another.</summary>
public interface IChangeNotices
{
    /// <summary>Hands notices on; completes when they are with those who deliver them. A notice may come twice: watchers go by versions.</summary>
    ValueTask Publish(IReadOnlyList<ChangeNotice> notices, CancellationToken cancellation);
}
