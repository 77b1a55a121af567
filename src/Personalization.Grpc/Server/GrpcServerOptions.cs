namespace Personalization.Grpc;

/// <summary>What a server grants to one call or connection.</summary>
public sealed record GrpcServerOptions
{
    /// <summary>The most bytes of a received message, after inflation. Default 4 MiB.</summary>
    public int ReceivedMessageBytesMax { get; init; } = Limits.MessageBytes;

    /// <summary>The most bytes of a sent message, before compression. Default 4 MiB.</summary>
    public int SentMessageBytesMax { get; init; } = Limits.MessageBytes;

    /// <summary>How long a client may take nothing of a response that waits for it. Default 30 s.</summary>
    public TimeSpan WriteTimeout { get; init; } = Limits.WriteTimeout;

    /// <summary>Handlers that may run for one connection, including those whose client has gone. Default 512.</summary>
    public int HandlersPerConnectionMax { get; init; } = Limits.HandlersPerConnection;

    /// <summary>The status of an exception that a handler let go, where it is more than a bug: null for those that are logged and answered with Unknown.</summary>
    public Func<Exception, RpcException?> StatusOf { get; init; } = static _ => null;

    /// <summary>Cancelled when streams of requests are to end: what a client sends later is not read any more, and its call ends as <see cref="StoppingStatus"/>.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>The status of streams that end because of <see cref="Stopping"/>.</summary>
    public Func<RpcException> StoppingStatus { get; init; } = static () => new RpcException(StatusCode.Unavailable, "The server is stopping.");

    /// <summary>The clock of deadlines and write timeouts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
