using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>What comes back of a turn that travelled.</summary>
/// <param name="End">How it ended. Everything else is there only where it is <see cref="TurnEnd.Done"/>.</param>
public sealed record TurnReply(TurnEnd End)
{
    /// <summary>The problem with the call; null for none.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The decision; null for other turns.</summary>
    public Decision? Decision { get; init; }

    /// <summary>One answer for each event, in their order; empty for other turns.</summary>
    public IReadOnlyList<IngestAnswer> Answers { get; init; } = [];

    /// <summary>What became of an import; null for other turns.</summary>
    public ImportReceipt? Receipt { get; init; }

    /// <summary>The profile that was looked at; null for other turns, and where the subject has no events.</summary>
    public Guest? Profile { get; init; }

    /// <summary>What was appended to the streams of guests, durable: their owners fold it before they let go of them.</summary>
    public IReadOnlyList<StreamAppend> Appended { get; init; } = [];
}
