using System.Globalization;
using Personalization.Cli.Sending;

namespace Personalization.Cli.Backfilling;

/// <summary>How a backfill ended.</summary>
/// <param name="Counts">What became of the events, those of earlier runs over the same file included.</param>
/// <param name="IsComplete">Whether all of the source was loaded.</param>
/// <param name="RejectedPath">The file of refused events; null where there are none.</param>
internal sealed record BackfillSummary(SentCounts Counts, bool IsComplete, string? RejectedPath)
{
    /// <summary>0 only where all is loaded and nothing was refused.</summary>
    public ExitCode ExitCode => IsComplete && Counts.Rejected == 0 ? ExitCode.Ok : ExitCode.Bad;

    /// <summary>For programs.</summary>
    public string AsJson() => Json.Of(new { Counts.Accepted, Counts.Duplicates, Counts.Rejected, Complete = IsComplete, RejectedFile = RejectedPath });

    /// <summary>For people.</summary>
    public string AsText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Counts.Accepted:N0} accepted, {Counts.Duplicates:N0} duplicates, {Counts.Rejected:N0} rejected{(RejectedPath is null ? "" : $" (see {RejectedPath})")}");
}
