namespace Personalization.Journal.Erasures;

/// <summary>What an erasure destroyed.</summary>
/// <param name="Through">The place in the feed up to which what the journal has of the subject is what was destroyed; what is behind it came later.</param>
/// <param name="Events">How many events were destroyed.</param>
/// <param name="DeadLetters">How many refused events were.</param>
public readonly record struct ErasureExtent(long Through, long Events, long DeadLetters)
{
    /// <summary>This and what was destroyed of another id of the same person before.</summary>
    public ErasureExtent With(ErasureExtent before) => this with { Events = Events + before.Events, DeadLetters = DeadLetters + before.DeadLetters };
}
