namespace Personalization.Channels.Outlets;

/// <summary>A broker does not keep messages now. The message is for people and holds no password.</summary>
public sealed class SinkException(string message, Exception? cause = null) : Exception(message, cause);
