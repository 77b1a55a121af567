namespace Personalization.Channels.Outlets;

/// <summary>A message on its way out.</summary>
/// <param name="Id">Its id: the same thing told again has the same one.</param>
/// <param name="Type">What it tells, such as <c>personalization.decision.served</c>.</param>
/// <param name="Body">A CloudEvent in JSON.</param>
public readonly record struct OutgoingMessage(string Id, string Type, ReadOnlyMemory<byte> Body);
