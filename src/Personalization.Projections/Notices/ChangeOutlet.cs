using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Projections.Notices;

/// <summary>Makes a notice of each subject that a page of the feed has changed. Begins at the end: nobody watches the past.</summary>
/// <param name="notices">Where they go.</param>
public sealed class ChangeOutlet(IChangeNotices notices) : IOutlet
{
    /// <inheritdoc/>
    public string Name => "change-notices";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public EventTypeSet Types => EventTypeSet.All;

    /// <inheritdoc/>
    public FeedStart Begins => FeedStart.End;

    /// <inheritdoc/>
    public ValueTask HandOut(FeedPage page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);

        // What the whole tenant shares has no profile that anybody could read.
        return notices.Publish([.. page.Events.Where(one => one.Subject.Kind != SubjectKind.Shared).GroupBy(one => one.Subject).Select(NoticeOf)], cancellation);
    }

    private static ChangeNotice NoticeOf(IGrouping<SubjectKey, StoredEvent> events) =>
        events.Select(one => new ChangeNotice(one.Subject, one.Version, EventTypeSet.Of(one.Event.Type))).Aggregate((all, one) => all.With(one));
}
