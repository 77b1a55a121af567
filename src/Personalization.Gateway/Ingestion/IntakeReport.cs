using Personalization.Core;

namespace Personalization.Gateway.Ingestion;

/// <summary>What became of the events of one call.</summary>
/// <param name="Accepted">How many are durable for the first time.</param>
/// <param name="Duplicates">How many were there before.</param>
/// <param name="Rejected">The others, in order.</param>
internal sealed record IntakeReport(int Accepted, int Duplicates, IReadOnlyList<RejectedEvent> Rejected);

/// <summary>An event that was refused.</summary>
/// <param name="Index">Its place in the call, from 0.</param>
/// <param name="MessageId">The sender's id, as far as it could be read.</param>
/// <param name="Problem">Why.</param>
internal sealed record RejectedEvent(int Index, string? MessageId, Problem Problem);
