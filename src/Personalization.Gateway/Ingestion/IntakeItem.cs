using Personalization.Core;
using Personalization.Grains;

namespace Personalization.Gateway.Ingestion;

/// <summary>One event of a call on its way in: parsed, or with the problem that stopped it.</summary>
/// <param name="MessageId">The sender's id, as far as it could be read.</param>
/// <param name="Event">The event; null where there is a problem.</param>
/// <param name="Problem">The problem, or null.</param>
/// <param name="Raw">The event as it was sent, in JSON; empty where a protocol has another form.</param>
internal readonly record struct IntakeItem(string? MessageId, IncomingEvent? Event, Problem? Problem, ReadOnlyMemory<byte> Raw);
