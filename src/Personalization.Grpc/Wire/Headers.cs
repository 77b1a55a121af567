using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Personalization.Grpc;

/// <summary>The protocol's header names and values (PROTOCOL-HTTP2.md).</summary>
internal static class Headers
{
    public const string ContentType = "application/grpc";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Details = "grpc-status-details-bin";

    public const string Gzip = "gzip";
    public const string Identity = "identity";
    public const string Accepted = "identity,gzip";

    public static readonly StringValues GrpcContentType = ContentType;
    public static readonly StringValues StatusOk = "0";

    private static readonly FrozenSet<string> NotMetadata = new[]
    {
        "content-type", "content-length", "te", "host", "user-agent", "date", "server", "trailer", "transfer-encoding", "accept-encoding",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for headers that belong to the application rather than to gRPC or HTTP.</summary>
    public static bool IsMetadata(string name) =>
        !name.StartsWith(':') && !name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase) && !NotMetadata.Contains(name);

    /// <summary>True for gRPC with protobuf messages: <c>application/grpc</c> or <c>application/grpc+proto</c>, with or without parameters.</summary>
    public static bool IsGrpc(string? contentType)
    {
        if (contentType == ContentType)
            return true;
        var essence = contentType.AsSpan();
        var parameters = essence.IndexOf(';');
        if (parameters >= 0)
            essence = essence[..parameters];
        essence = essence.Trim();
        return essence.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
            || essence.Equals("application/grpc+proto", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True when a list of encodings names gzip.</summary>
    public static bool AcceptsGzip(string? accepted)
    {
        foreach (var range in accepted.AsSpan().Split(','))
            if (accepted.AsSpan()[range].Trim().SequenceEqual(Gzip))
                return true;
        return false;
    }

    public static string StatusText(StatusCode code) => ((int)code).ToString(CultureInfo.InvariantCulture);
}
