using Personalization.Core.Events;

namespace Personalization.Grains.Nodes;

/// <summary>Events that are taken in where the last of their owners lives: with a guest one turn of person and account, without one all that a batch has about one subject.</summary>
/// <param name="Events">The events, which were in time when they came in.</param>
public sealed record TravellingEvents(IReadOnlyList<IncomingEvent> Events) : TravellingTurn
{
    /// <inheritdoc/>
    public override string? AccountId => NamedAccount(Events.Select(one => one.Event));

    /// <summary>The account that some events of one person name; null for none.</summary>
    internal static string? NamedAccount(IEnumerable<Event> events) => events.FirstOrDefault(one => one.AccountId is not null)?.AccountId;
}
