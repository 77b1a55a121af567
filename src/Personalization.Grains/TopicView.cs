using Personalization.Core;
using Personalization.Core.Events;

namespace Personalization.Grains;

/// <summary>Whether a person gets what is of a topic.</summary>
/// <param name="IsOn">Whether the topic as a whole is on: as they said, else as the catalog has it by default.</param>
/// <param name="Said">When they said so, by event time; null where the catalog counts.</param>
/// <param name="Digest">How often they want it together; null where they said nothing about it.</param>
/// <param name="Channels">Whether it is on, by channel: every channel of the catalog.</param>
public sealed record TopicView(bool IsOn, Instant? Said, DigestFrequency? Digest, IReadOnlyDictionary<string, bool> Channels);
