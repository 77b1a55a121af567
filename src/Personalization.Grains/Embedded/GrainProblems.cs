using Personalization.Core;

namespace Personalization.Grains.Embedded;

/// <summary>The problems that hosts answer with.</summary>
internal static class GrainProblems
{
    /// <summary>No catalog is active.</summary>
    public static Problem NotReady { get; } = new("not_ready", "", "No catalog is active for this tenant; publish one first.");

    /// <summary>The event time is too far ahead, or before the calendar begins.</summary>
    public static Problem TimeOutOfRange { get; } = new(
        "time_out_of_range", "/timestamp", "The event time is more than 24 hours ahead of the server's clock, or before the year 1; check the sender's clock.");

    /// <summary>The event time lies before the retention.</summary>
    public static Problem TooOld { get; } = new(
        "too_old", "/timestamp", "The event time lies before the retention of this server, so the event is not taken in.");

    /// <summary>The event names nobody.</summary>
    public static Problem SubjectRequired { get; } = new(
        "subject_required", "/userId", "Name a user, an anonymous visitor or an account.");

    /// <summary>The event is about an account alone, and none is known.</summary>
    public static Problem AccountRequired { get; } = new(
        "account_required", "/context/groupId", "The event is about an account: name it in context.groupId, or send the user's group first.");

    /// <summary>The person switched off where the event comes from.</summary>
    public static Problem SourceOff(string source) => new(
        IngestAnswer.SourceOff, "/context/source", $"The person does not want data from the source '{source}' to be used here; nothing of the event is kept but what it says of their consent.");

    /// <summary>The surface is not in the catalog.</summary>
    public static Problem UnknownSurface(string surface) => new(
        "unknown_surface", "/surface", $"The catalog has no surface '{surface}'; check its name.");

    /// <summary>The decision is not in the journal.</summary>
    public static Problem UnknownDecision { get; } = new(
        "unknown_decision", "/decisionId", "No decision was served under this id; report outcomes of decisions in mode serve.");

    /// <summary>The decision does not hold the action.</summary>
    public static Problem UnknownAction(string action) => new(
        "unknown_action", "/actionId", $"The decision did not choose the action '{action}'; take its id from the answer.");

    /// <summary>The snooze time is missing, superfluous or out of range.</summary>
    public static Problem InvalidUntil { get; } = new(
        "invalid_until", "/until", "Say until when for a snooze, in the future and at most 366 days ahead, and for nothing else.");
}
