namespace Personalization.Core.Events;

/// <summary>
/// What is left of an event that is gone for good: that there was one, so that versions follow each other without a gap and a duplicate is still recognised. Its id stands for
/// the event's own (<see cref="EventIds.Forget"/>), and its times are those of the event, rounded down to the hour.
/// </summary>
/// <remarks>
/// What the event said about consents stays, and its exact times then: it is what the processing of other events rests on, and the latest word counts. Nothing else stays.
/// </remarks>
public sealed record Expired : Event
{
    private const long HourMilliseconds = 3_600_000;

    /// <inheritdoc/>
    public override EventType Type => EventType.Expired;

    /// <summary>What takes the place of an event; the same again for what is left of one already.</summary>
    /// <param name="one">The event. An <see cref="Adopted"/> one stays adopted: who folds or merges the stream has to know by which merge it came.</param>
    public static Event InPlaceOf(Event one)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (one is not Adopted adopted)
        {
            return Of(one);
        }

        var left = Of(adopted.Original);
        return adopted with { Id = adopted.HasOwnId ? adopted.Id : left.Id, Time = left.Time, Original = left };
    }

    /// <summary>Whether this is what is left of an event.</summary>
    public static bool Is(Event one) => Adopted.OriginalOf(one) is Expired;

    /// <summary>An instant, rounded down to the hour.</summary>
    public static Instant HourOf(Instant time)
    {
        var into = time.UnixMilliseconds % HourMilliseconds;
        return new Instant(time.UnixMilliseconds - (into < 0 ? into + HourMilliseconds : into));
    }

    private static Expired Of(Event one) => one switch
    {
        { Consents.Count: > 0 } => new Expired { Id = EventIds.Forget(one.Id), Time = one.Time, ReceivedAt = one.ReceivedAt, Consents = one.Consents },
        _ => new Expired { Id = EventIds.Forget(one.Id), Time = HourOf(one.Time), ReceivedAt = HourOf(one.ReceivedAt) },
    };
}
