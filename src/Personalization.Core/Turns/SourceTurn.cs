using Personalization.Core.Events;

namespace Personalization.Core.Turns;

/// <summary>What becomes of an event of a source that the person switched off.</summary>
public static class SourceTurn
{
    /// <summary>
    /// What is kept of it: what the person agreed to or refused, if it says so, since a refusal has to bind wherever it is heard; null for nothing.
    /// It has the event's id, so that a repeat is one.
    /// </summary>
    public static Event? Kept(Event refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return refused.Consents.Count == 0 ? null : new Identified
        {
            Id = refused.Id, Time = refused.Time, ReceivedAt = refused.ReceivedAt, Consents = refused.Consents,
            Context = new EventContext(Source: refused.Context.Source),
        };
    }
}
