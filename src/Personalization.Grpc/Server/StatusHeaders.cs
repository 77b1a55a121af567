using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Personalization.Grpc;

/// <summary>A status that is not OK, as headers or trailers.</summary>
internal static class StatusHeaders
{
    public static void Write(RpcException error, IHeaderDictionary target)
    {
        target.GrpcStatus = Headers.StatusText(error.Code);
        if (error.Message.Length > 0)
            target.GrpcMessage = StatusMessage.Encode(error.Message);
        // Details that clients would refuse to read are left out: code and sentence still arrive.
        if (error.Details is { } details && details.CalculateSize() <= Limits.StatusDetailsBytes)
            target[Headers.Details] = BinaryHeader.Encode(details.ToByteArray());
        HeaderMetadata.Write(error.Trailers, target);
    }
}
