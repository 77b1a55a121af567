using Personalization.Core.Events;

namespace Personalization.Journal.Postgres;

/// <summary>One event in stored form.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="IdHash">The stable hash of its id.</param>
/// <param name="Payload">Its bytes, as <see cref="Codecs.EventCodec"/> writes them.</param>
internal readonly record struct CallEvent(EventType Type, ulong IdHash, byte[] Payload);
