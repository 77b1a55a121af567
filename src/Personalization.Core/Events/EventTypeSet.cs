namespace Personalization.Core.Events;

/// <summary>A set of kinds of event, so that a reader can say which it wants and storage what it holds.</summary>
/// <param name="Bits">Bit <c>n</c> is the <see cref="EventType"/> with the number <c>n</c>, as it is stored.</param>
public readonly record struct EventTypeSet(ulong Bits)
{
    /// <summary>Every kind, those of the future too.</summary>
    public static EventTypeSet All => new(ulong.MaxValue);

    /// <summary>No kind.</summary>
    public static EventTypeSet None => default;

    /// <summary>Whether it has no kind at all.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>The set of these kinds.</summary>
    public static EventTypeSet Of(params ReadOnlySpan<EventType> types)
    {
        var set = None;
        foreach (var type in types)
        {
            set = set.With(type);
        }

        return set;
    }

    /// <summary>The same set with one kind more.</summary>
    public EventTypeSet With(EventType type) => new(Bits | (1UL << (int)type));

    /// <summary>Whether a kind is in it.</summary>
    public bool Contains(EventType type) => (Bits & (1UL << (int)type)) != 0;

    /// <summary>Whether the two have a kind in common.</summary>
    public bool Overlaps(EventTypeSet other) => (Bits & other.Bits) != 0;

    /// <inheritdoc/>
    public override string ToString() => this == All ? "all" : string.Join(", ", Enum.GetValues<EventType>().Where(Contains));
}
