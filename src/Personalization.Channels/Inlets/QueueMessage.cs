namespace Personalization.Channels.Inlets;

/// <summary>A message of a queue.</summary>
/// <param name="Number">Its number over all connections of a source, increasing.</param>
/// <param name="Body">What it holds; of one that is longer than the source takes, one byte more than that.</param>
public readonly record struct QueueMessage(long Number, ReadOnlyMemory<byte> Body);
