using System.Collections.Immutable;

namespace Personalization.Core.Decisions;

/// <summary>An action that was chosen.</summary>
/// <param name="Id">The action's id.</param>
/// <param name="Kind">The kind of block.</param>
/// <param name="Variant">The variant; <c>default</c> without an experiment.</param>
/// <param name="Channel">The surface's channel.</param>
/// <param name="Content">The texts in the best locale, by name.</param>
/// <param name="DeliverAt">When to deliver it; null for now.</param>
/// <param name="Reasons">Why it was chosen, machine-readable.</param>
/// <param name="Why">Why, in one sentence that an end user may read.</param>
public sealed record ChosenAction(
    string Id,
    string Kind,
    string Variant,
    string Channel,
    ImmutableSortedDictionary<string, string> Content,
    Instant? DeliverAt,
    ImmutableArray<Reason> Reasons,
    string Why)
{
    /// <summary>What the placeholders of the texts were filled with.</summary>
    internal string[] Fills { get; init; } = [];

    /// <summary>The same action with one more reason; null for none.</summary>
    internal ChosenAction Because(Reason? more) => more is { } reason ? this with { Reasons = Reasons.Add(reason) } : this;

    /// <summary>The same action, to be delivered at some time; null for at once.</summary>
    internal ChosenAction Delivered(Instant? at, string[] fills)
    {
        if (at is null && fills.Length == 0)
        {
            return this;
        }

        return this with
        {
            DeliverAt = at,
            Fills = fills,
            Reasons = at is null ? Reasons : Reasons.Add(new Reason(ReasonCodes.Deferred, $"deliver at {at}")),
        };
    }
}
