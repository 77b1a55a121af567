using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;

namespace Personalization.Gateway.Tests.Support;

/// <summary>Calls of any method by its name, without its types.</summary>
internal static class RpcStatus
{
    private const int PrefixBytes = 5;

    /// <summary>The status of a call with one empty message.</summary>
    public static async Task<string> Of(Uri server, string method, string? key) => (await Call(server, method, key, null)).Status;

    /// <summary>The status of a call with one message, and all that came back, as far as it is text.</summary>
    public static async Task<(string Status, string Reply)> Call(Uri server, string method, string? key, IMessage? message)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Framed(message?.ToByteArray() ?? [])),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.TrailingHeaders).ToList();
        var told = Encoding.UTF8.GetString(body) + string.Join('\n', headers.SelectMany(one => one.Value).Select(Uri.UnescapeDataString));
        return (headers.First(one => one.Key == "grpc-status").Value.Single(), told);
    }

    private static byte[] Framed(byte[] message)
    {
        var bytes = new byte[PrefixBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), message.Length);
        message.CopyTo(bytes, PrefixBytes);
        return bytes;
    }
}
