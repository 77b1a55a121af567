namespace Personalization.Core.Events;

/// <summary>A person said what they agree to, in <see cref="Event.Consents"/>: on a settings page, in a dialog, to the support.</summary>
public sealed record Consented : Event
{
    /// <summary>Where they said it, such as <c>preference_center</c>; at most <see cref="SourceCharsMax"/> characters.</summary>
    public string Source { get; init; } = "";

    /// <summary>What proves it, such as the version of the text that was shown; null for none; at most <see cref="ProofCharsMax"/> characters.</summary>
    public string? Proof { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.Consented;

    /// <summary>The longest source.</summary>
    public const int SourceCharsMax = 64;

    /// <summary>The longest proof: a reference to a document, not the document.</summary>
    public const int ProofCharsMax = 500;
}
