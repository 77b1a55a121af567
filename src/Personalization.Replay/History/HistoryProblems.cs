using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Replay.History;

/// <summary>The problems of questions about the past.</summary>
internal static class HistoryProblems
{
    /// <summary>The catalog that was asked for is not there.</summary>
    public static Problem UnknownCatalog { get; } = new("unknown_catalog", "/catalog", "No catalog with this hash was published for this tenant.");

    /// <summary>There is no catalog.</summary>
    public static Problem NotReady { get; } = new("not_ready", "", "No catalog is active for this tenant; publish one first.");

    /// <summary>The decision is not in the journal.</summary>
    public static Problem UnknownDecision { get; } = new(
        "unknown_decision", "", "No decision was served under this id; peeks are not kept.");

    /// <summary>Nothing was known of the subject.</summary>
    public static Problem UnknownSubject(in SubjectKey subject, Instant at) => new(
        "unknown_subject", "", $"Nothing was known of this {subject.Kind.ToString().ToLowerInvariant()} at {at}.");

    /// <summary>The surface is not in the catalog of then.</summary>
    public static Problem UnknownSurface(string surface) => new(
        "unknown_surface", "/surface", $"The catalog of that time has no surface '{surface}'; check its name, or ask under another catalog.");
}
