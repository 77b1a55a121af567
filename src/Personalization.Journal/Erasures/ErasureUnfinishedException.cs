namespace Personalization.Journal.Erasures;

/// <summary>An erasure was begun and is not at its end: a file still holds old bytes, a process has not answered, another erasure is at work. Nothing is broken: ask for it again.</summary>
/// <param name="message">What holds it up, why, and what to do.</param>
/// <param name="inner">What found it, or null.</param>
public sealed class ErasureUnfinishedException(string message, Exception? inner = null) : IOException(message, inner);
