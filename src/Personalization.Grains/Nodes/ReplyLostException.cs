namespace Personalization.Grains.Nodes;

/// <summary>A turn was sent to another node and no reply came: the node is gone, or cut off, or too slow. The turn may have run.</summary>
/// <param name="message">What happened.</param>
/// <param name="cause">The transport's error, or null.</param>
public sealed class ReplyLostException(string message, Exception? cause = null) : Exception(message, cause);
