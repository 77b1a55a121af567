using Personalization.Core;

namespace Personalization.Replay.Backfilling;

/// <summary>An event as a source holds it.</summary>
/// <param name="Number">Its place in the source, increasing: the line of a file (of a record over several lines the first one), the message of a queue.</param>
/// <param name="Json">One object in Segment's shape, UTF-8; not checked, and valid until the next read. Where there is a problem, whatever the source can give of it.</param>
/// <param name="Problem">Why it is no event, or null.</param>
public readonly record struct RawEvent(long Number, ReadOnlyMemory<byte> Json, Problem? Problem = null);
