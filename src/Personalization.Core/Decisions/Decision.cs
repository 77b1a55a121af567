using System.Collections.Immutable;

namespace Personalization.Core.Decisions;

/// <summary>The answer: the chosen actions, each with reasons, and what became of every other candidate.</summary>
public sealed record Decision
{
    /// <summary>The decision's id; of a peek it names nothing that is stored.</summary>
    public required string Id { get; init; }

    /// <summary>The version of the user's profile that was read; 0 for an unknown subject.</summary>
    public required long ProfileVersion { get; init; }

    /// <summary>The content hash of the catalog that decided.</summary>
    public required string Catalog { get; init; }

    /// <summary>Whether the person is held out, so that nothing is shown.</summary>
    public bool Holdout { get; init; }

    /// <summary>The chosen actions, best first.</summary>
    public required ImmutableArray<ChosenAction> Actions { get; init; }

    /// <summary>How many other actions of the surface there are.</summary>
    public required int RejectedCount { get; init; }

    /// <summary>Every other action of the surface with the stage that stopped it; default unless asked to explain.</summary>
    public ImmutableArray<RejectedAction> Rejected { get; init; }
}
