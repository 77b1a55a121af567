namespace Personalization.Grpc;

/// <summary>What a client wants of one call.</summary>
public sealed record CallOptions
{
    /// <summary>Metadata beside that of the client's options.</summary>
    public Metadata Headers { get; init; } = new();

    /// <summary>How long to wait for the whole call; null waits for ever. Both sides enforce it.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Compress messages that are worth it, and ask the server to do the same.</summary>
    public bool Gzip { get; init; }
}
