using Personalization.Core;

namespace Personalization.Replay.History;

/// <summary>A profile that a look at the past came by: where the next look may begin.</summary>
/// <param name="Version">The version of the last event in it; it holds all events up to there.</param>
/// <param name="EventIdHash">The stable hash of that event's id: the stream may be another one since.</param>
/// <param name="LastReceived">The latest received time of the events in it.</param>
/// <param name="Rises">Whether no event up to there was received more than <see cref="Limits.ClockCorrectionMax"/> before another one that lies before it.</param>
/// <param name="Bytes">The profile.</param>
internal sealed record ProfileMark(long Version, ulong EventIdHash, Instant LastReceived, bool Rises, byte[] Bytes);
