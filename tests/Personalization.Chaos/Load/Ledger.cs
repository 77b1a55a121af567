using System.Collections.Concurrent;

namespace Personalization.Chaos.Load;

/// <summary>What was acknowledged to clients: the journal must hold it from then on.</summary>
internal sealed class Ledger
{
    private const char PeekPrefix = 'p';
    private readonly ConcurrentDictionary<string, SentEvent> events = [];
    private readonly ConcurrentDictionary<string, AcknowledgedServe> serves = [];
    private readonly ConcurrentDictionary<string, string> requests = [];
    private readonly ConcurrentDictionary<string, long> denials = [];

    /// <summary>The acknowledged events, by id.</summary>
    public IReadOnlyDictionary<string, SentEvent> Events => (IReadOnlyDictionary<string, SentEvent>)events;

    /// <summary>The acknowledged decisions that served something, by id.</summary>
    public IReadOnlyDictionary<string, AcknowledgedServe> Serves => (IReadOnlyDictionary<string, AcknowledgedServe>)serves;

    /// <summary>How often nothing was chosen, by the limit that was reached.</summary>
    public IReadOnlyDictionary<string, long> Denials => (IReadOnlyDictionary<string, long>)denials;

    /// <summary>Notes that events were acknowledged.</summary>
    public void Acknowledge(IReadOnlyList<SentEvent> sent)
    {
        foreach (var one in sent)
        {
            events[one.Id] = one;
        }
    }

    /// <summary>Notes that a decision was served.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public string? Acknowledge(string user, Offer offer, string? requestId, Decided decided)
    {
        if (decided.Action is not null)
        {
            serves[decided.Id] = new AcknowledgedServe(user, offer.Surface, decided.Action, requestId);
        }
        else
        {
            denials.AddOrUpdate(offer.Limit, 1, (_, before) => before + 1);
        }

        // An unknown user for whom there is nothing stays unknown, and nothing is recorded of the request.
        if (requestId is null || decided.Id.StartsWith(PeekPrefix))
        {
            return null;
        }

        var said = $"{decided.Id} ({decided.Action ?? "nothing"})";
        return requests.GetOrAdd(requestId, said) is var first && first != said
            ? $"Request {requestId} of {user} on {offer.Surface} was answered with {first}, and again with {said}."
            : null;
    }
}
