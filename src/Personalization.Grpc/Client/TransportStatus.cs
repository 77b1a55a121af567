using System.Security.Authentication;

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
        return new RpcException(code, code == StatusCode.Unavailable ? Away(error) : "The server reset the call.", error);
    }

    private static string Away(Exception error) => error switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException refused } =>
            $"There is no TLS with the server: {refused.Message.TrimEnd('.')}.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "There is no TLS with the server: it ended the handshake.",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "What answered there is no HTTP/2.",
        // A server that ends a connection it cannot read gives any of these: which one depends on how much was written by then.
        HttpRequestException { HttpRequestError: HttpRequestError.Unknown or HttpRequestError.ResponseEnded } or OperationCanceledException =>
            "The connection ended before an answer came.",
        _ => "The server could not be reached, or went away.",
    };

    private static long? Reset(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (error is HttpProtocolException reset)
                return reset.ErrorCode;
        return null;
    }
}
