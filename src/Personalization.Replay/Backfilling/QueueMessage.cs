namespace Personalization.Replay.Backfilling;

/// <summary>A message of a queue.</summary>
/// <param name="Number">Its number over all connections of a source.</param>
/// <param name="Body">What it holds.</param>
internal readonly record struct QueueMessage(long Number, byte[] Body);
