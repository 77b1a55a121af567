using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Personalization.Grpc;

/// <summary>The headers of a call, as a client writes and reads them.</summary>
internal static class ClientHeaders
{
    private const string UserAgent = "grpc-personalization-dotnet/0.1";

    public static void Write(HttpRequestMessage request, Metadata shared, CallOptions call)
    {
        var headers = request.Headers;
        if (call.Timeout is { } timeout)
            headers.TryAddWithoutValidation(Headers.Timeout, GrpcTimeout.Format(timeout));
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("user-agent", UserAgent);
        headers.TryAddWithoutValidation(Headers.AcceptEncoding, Headers.Accepted);
        if (call.Gzip)
            headers.TryAddWithoutValidation(Headers.Encoding, Headers.Gzip);
        request.Content!.Headers.TryAddWithoutValidation("content-type", Headers.ContentType);
        foreach (var entry in shared.Entries)
            headers.TryAddWithoutValidation(entry.Key, entry.Text);
        foreach (var entry in call.Headers.Entries)
            headers.TryAddWithoutValidation(entry.Key, entry.Text);
    }

    /// <exception cref="RpcException">Whoever answered does not speak gRPC.</exception>
    public static void CheckIsGrpc(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.OK && Headers.IsGrpc(response.Content.Headers.ContentType?.ToString()))
            return;
        throw new RpcException(OfHttp(response.StatusCode), $"The answer is not gRPC: HTTP status {(int)response.StatusCode}.");
    }

    /// <exception cref="RpcException">The server compresses in a way that the client did not offer.</exception>
    public static bool IsGzip(HttpResponseMessage response) => First(response.Headers, Headers.Encoding) switch
    {
        null or Headers.Identity => false,
        Headers.Gzip => true,
        var other => throw new RpcException(StatusCode.Internal, $"The server's encoding '{other}' is not supported; {Headers.Accepted} are."),
    };

    /// <summary>The status at a call's end; null for OK. Without a readable one the call failed with Unknown.</summary>
    public static (RpcException? Error, Metadata Trailers) Status(HttpResponseHeaders headers)
    {
        var trailers = Metadata(headers);
        var text = First(headers, Headers.Status);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return (new RpcException(StatusCode.Unknown, text is null ? "The call ended without a status." : $"'{text}' is not a status.") { Trailers = trailers }, trailers);
        if (number == (int)StatusCode.OK)
            return (null, trailers);
        var message = StatusMessage.Decode(First(headers, Headers.Message) ?? string.Empty);
        return (new RpcException((StatusCode)number, message) { Trailers = trailers, Details = Details(headers) }, trailers);
    }

    public static Metadata Metadata(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            if (!Headers.IsMetadata(name))
                continue;
            foreach (var value in values)
                metadata.AddReceived(name.ToLowerInvariant(), value);
        }
        return metadata;
    }

    private static Google.Rpc.Status? Details(HttpResponseHeaders headers)
    {
        if (First(headers, Headers.Details) is not { } text || BinaryHeader.TryDecode(text) is not { } bytes)
            return null;
        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            // The details are an extra: the status itself is known and must not be hidden by them.
            return null;
        }
    }

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    // The table of the specification's http-grpc-status-mapping.md.
    private static StatusCode OfHttp(HttpStatusCode status) => (int)status switch
    {
        400 => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
