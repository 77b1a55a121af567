using Personalization.Channels.Settings;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Projections;

namespace Personalization.Channels.Outlets;

/// <summary>Writes a tenant's served decisions and outcomes out as the feed brings them: each at least once, and those of one person in their order.</summary>
/// <param name="settings">Whose, and which.</param>
/// <param name="sink">Where to.</param>
public sealed class MessageOutlet(OutletSettings settings, IMessageSink sink) : IOutlet, IAsyncDisposable
{
    /// <inheritdoc/>
    public string Name => "outlet/" + settings.Name;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public EventTypeSet Types => settings.Types;

    /// <inheritdoc/>
    public FeedStart Begins => settings.FromBeginning ? FeedStart.Beginning : FeedStart.End;

    /// <inheritdoc/>
    public ValueTask HandOut(FeedPage page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        List<OutgoingMessage> messages = [.. page.Events.Where(IsMeant).Select(CloudEventWriter.Write)];
        return messages.Count == 0 ? ValueTask.CompletedTask : sink.Publish(messages, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => sink.DisposeAsync();

    /// <summary>An outcome is in its person's stream, and where it concerns the account also in that one's: it is told once.</summary>
    private bool IsMeant(StoredEvent stored) =>
        stored.Subject.Tenant == settings.Tenant && settings.Types.Contains(stored.Event.Type) && stored.Subject.Kind is SubjectKind.User or SubjectKind.Anonymous;
}
