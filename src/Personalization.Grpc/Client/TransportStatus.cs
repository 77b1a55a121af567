namespace Personalization.Grpc;

/// <summary>The status of a call whose connection or stream broke (PROTOCOL-HTTP2.md, "Errors": RST_STREAM codes).</summary>
internal static class TransportStatus
{
    public static RpcException Of(Exception error)
    {
        var code = Reset(error) switch
        {
            null or 7 => StatusCode.Unavailable,
            8 => StatusCode.Cancelled,
            11 => StatusCode.ResourceExhausted,
            12 => StatusCode.PermissionDenied,
            _ => StatusCode.Internal,
        };
        return new RpcException(code, code == StatusCode.Unavailable ? "The server could not be reached, or went away." : "The server reset the call.", error);
    }

    private static long? Reset(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (error is HttpProtocolException reset)
                return reset.ErrorCode;
        return null;
    }
}
