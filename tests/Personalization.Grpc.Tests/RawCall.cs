using System.Buffers;
using System.Net;
using Google.Protobuf;

namespace Personalization.Grpc.Tests;

/// <summary>A call as plain HTTP/2, for everything that the client would never send.</summary>
internal sealed record RawCall(HttpStatusCode Http, Dictionary<string, string> Headers, Dictionary<string, string> Trailers, byte[] Body)
{
    /// <summary>The status, wherever it came.</summary>
    public StatusCode Status => (StatusCode)int.Parse((Trailers.GetValueOrDefault("grpc-status") ?? Headers["grpc-status"]));

    public static async Task<RawCall> SendAsync(
        Uri address, string path, HttpContent content, string contentType = "application/grpc", HttpMethod? method = null, params (string, string)[] headers)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = content };
        request.Version = new Version(2, 0);
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        content.Headers.TryAddWithoutValidation("content-type", contentType);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new RawCall(response.StatusCode, Flat(response.Headers), Flat(response.TrailingHeaders), body);
    }

    public static Task<RawCall> SendAsync(TestServer server, string path, byte[] body, params (string, string)[] headers) =>
        SendAsync(server.Address, path, new ByteArrayContent(body), headers: headers);

    /// <summary>Messages as frames, one after the other.</summary>
    public static byte[] Frames(bool gzip, params IMessage[] messages)
    {
        var frames = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
            MessageCodec.Write(frames, message, message.CalculateSize(), gzip);
        return frames.WrittenSpan.ToArray();
    }

    /// <summary>Any bytes with a frame's prefix.</summary>
    public static byte[] Frame(byte flag, byte[] payload)
    {
        var frame = new byte[payload.Length + 5];
        Grpc.Frame.WriteHeader(frame, compressed: false, payload.Length);
        frame[0] = flag;
        payload.CopyTo(frame, 5);
        return frame;
    }

    private static Dictionary<string, string> Flat(System.Net.Http.Headers.HttpResponseHeaders headers) =>
        headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
}
