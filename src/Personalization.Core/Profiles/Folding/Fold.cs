using Personalization.Core.Events;

namespace Personalization.Core.Profiles.Folding;

/// <summary>A tracked event on its way into a profile.</summary>
/// <param name="Profile">The profile, which is changed.</param>
/// <param name="Event">The event.</param>
/// <param name="Stamp">Its stamp.</param>
internal readonly record struct Fold(Profile Profile, Tracked Event, Stamp Stamp)
{
    /// <summary>The event time.</summary>
    public Instant Time => Stamp.Time;

    /// <summary>Reads a text property, cut and shared; null where there is none or it is no text.</summary>
    public string? Text(string? property, int charsMax) =>
        property is not null && Event.Properties.TryGet(property, out var value) && value.Kind == Expressions.ValueKind.String
            ? Profile.Plan.Texts.Share(BoundedText.Cut(value.AsString, charsMax))
            : null;

    /// <summary>Reads an amount; false where there is none.</summary>
    public bool TryAmount(string? property, long scale, out long amount)
    {
        amount = 0;
        return property is not null
            && Event.Properties.TryGet(property, out var value)
            && Quantity.TryRead(value, scale, out amount);
    }
}
