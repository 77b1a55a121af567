namespace Personalization.Grpc;

/// <summary>What a client does on every call.</summary>
public sealed record GrpcClientOptions
{
    /// <summary>Metadata sent with every call, such as <c>authorization</c>.</summary>
    public Metadata Headers { get; init; } = new();

    /// <summary>The most bytes of a received message, after inflation. Default 4 MiB.</summary>
    public int ReceivedMessageBytesMax { get; init; } = Limits.MessageBytes;

    /// <summary>The most bytes of a sent message, before compression. Default 4 MiB.</summary>
    public int SentMessageBytesMax { get; init; } = Limits.MessageBytes;

    /// <summary>The clock of deadlines.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
