namespace Personalization.Journal.Erasures;

/// <summary>The events are erased, but a file still holds old bytes of theirs. Nothing is wrong with the disk: ask for the erasure again.</summary>
/// <param name="message">Which file, why, and what to do.</param>
/// <param name="inner">What found it, or null.</param>
public sealed class ErasureUnfinishedException(string message, Exception? inner = null) : IOException(message, inner);
