using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Personalization.Grpc;

/// <summary>Kestrel's own bounds, set for gRPC.</summary>
public static class GrpcKestrel
{
    /// <summary>
    /// Bounds streams, windows and headers of every HTTP/2 connection, and finds dead ones by pings.
    /// Rapid resets and endless continuation frames are refused by Kestrel itself.
    /// </summary>
    public static KestrelServerOptions ConfigureGrpc(this KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestHeadersTotalSize = Limits.HeaderBytes;
        var http2 = kestrel.Limits.Http2;
        http2.MaxStreamsPerConnection = Limits.StreamsPerConnection;
        http2.MaxRequestHeaderFieldSize = Limits.HeaderBytes;
        http2.InitialStreamWindowSize = Limits.StreamWindowBytes;
        http2.InitialConnectionWindowSize = Limits.ConnectionWindowBytes;
        http2.KeepAlivePingDelay = Limits.KeepAlivePingDelay;
        http2.KeepAlivePingTimeout = Limits.KeepAlivePingTimeout;
        return kestrel;
    }
}
