using Personalization.Chaos.Load;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Chaos.Checking;

/// <summary>No event is twice in a stream, none is in a stream that it does not touch, and every acknowledged one is in all of its streams.</summary>
/// <param name="acknowledged">The acknowledged events, by id.</param>
internal sealed class EventRule(IReadOnlyDictionary<string, SentEvent> acknowledged) : IRecordRule
{
    private readonly Dictionary<string, List<SubjectKey>> streams = [];
    private readonly HashSet<(SubjectKey Stream, EventType Type, string Id)> seen = [];
    private readonly List<string> wrong = [];

    /// <inheritdoc/>
    public string Name => "events";

    /// <inheritdoc/>
    public void See(in StoredEvent stored)
    {
        if (!seen.Add((stored.Subject, stored.Event.Type, stored.Event.Id)))
        {
            wrong.Add($"{stored.Subject} has {stored.Event.Type} {stored.Event.Id} twice, again as version {stored.Version}.");
        }
        else if (stored.Event is Tracked tracked)
        {
            (streams.TryGetValue(tracked.Id, out var found) ? found : streams[tracked.Id] = []).Add(stored.Subject);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Violations() => wrong.Concat(acknowledged.Values.SelectMany(Lost));

    private IEnumerable<string> Lost(SentEvent sent)
    {
        var found = streams.GetValueOrDefault(sent.Id) ?? [];
        return sent.Streams.Except(found).Select(stream => $"{stream} lost the acknowledged event {sent.Id} ({sent.Name}).")
            .Concat(found.Except(sent.Streams).Select(stream => $"{stream} has the event {sent.Id} ({sent.Name}) of somebody else."));
    }
}
