namespace Personalization.Grpc;

/// <summary>Every bound of this room that is not an option, and the reason for its number.</summary>
internal static class Limits
{
    /// <summary>gRPC's customary limit of a message, in both directions; a batch of events has at most 500 KiB.</summary>
    public const int MessageBytes = 4 * 1024 * 1024;

    /// <summary>A service's metadata with a long token fits; the specification suggests 8 KiB as a server's default.</summary>
    public const int HeaderBytes = 16 * 1024;

    /// <summary>A sentence in grpc-message; clients limit trailers to 8 KiB, and percent-encoding may triple it.</summary>
    public const int StatusMessageCharacters = 1024;

    /// <summary>Rich details in base64 must leave room for the rest of a client's 8 KiB of trailers.</summary>
    public const int StatusDetailsBytes = 4 * 1024;

    /// <summary>Timers count milliseconds in 32 bits; a client that waits for a month waits for ever.</summary>
    public static readonly TimeSpan TimeoutMax = TimeSpan.FromDays(30);

    /// <summary>Streams that one client may have open on a connection: a window of work, not a queue.</summary>
    public const int StreamsPerConnection = 256;

    /// <summary>Twice the streams: those just answered or reset may still be unwinding.</summary>
    public const int HandlersPerConnection = 2 * StreamsPerConnection;

    /// <summary>Half a megabyte per stream keeps a batch of events from waiting for window updates.</summary>
    public const int StreamWindowBytes = 512 * 1024;

    /// <summary>Two full streams; more would let one connection hold more memory than its work needs.</summary>
    public const int ConnectionWindowBytes = 1024 * 1024;

    /// <summary>Half of what load balancers customarily allow an idle connection.</summary>
    public static readonly TimeSpan KeepAlivePingDelay = TimeSpan.FromSeconds(30);

    /// <summary>A live peer answers a ping in milliseconds; this is for peers that stop the world.</summary>
    public static readonly TimeSpan KeepAlivePingTimeout = TimeSpan.FromSeconds(20);

    /// <summary>A reader that takes nothing for this long is gone, or might as well be.</summary>
    public static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Below this, gzip's own header and the work outweigh what it saves.</summary>
    public const int CompressFromBytes = 1024;

    /// <summary>Responses up to this size fit one block of the output pipe and are written in one piece.</summary>
    public const int SingleSpanBytes = 4000;

    /// <summary>Messages of a stream that wait for the one after them, so that one write to the connection carries many: about as many small ones as fill its 64 KB.</summary>
    public const int MessagesKeptBackMax = 64;
}
