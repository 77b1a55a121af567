using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Personalization.Gateway.Tests.Support;

/// <summary>An answer with its body as JSON.</summary>
internal sealed record Reply(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Message)
{
    public string Code => Body.GetProperty("code").GetString()!;

    public string Path => Body.GetProperty("path").GetString()!;

    public int Accepted => Body.GetProperty("accepted").GetInt32();

    public int Duplicates => Body.GetProperty("duplicates").GetInt32();

    public (int Index, string Code, string Path)[] Rejected =>
    [
        .. Body.GetProperty("rejected").EnumerateArray()
            .Select(one => (one.GetProperty("index").GetInt32(), one.GetProperty("code").GetString()!, one.GetProperty("path").GetString()!)),
    ];
}

/// <summary>Calls with JSON.</summary>
internal static class Calls
{
    public static Task<Reply> Post(this HttpClient client, string path, string json) => client.Post(path, Encoding.UTF8.GetBytes(json));

    public static async Task<Reply> Post(this HttpClient client, string path, byte[] body, Action<HttpContentHeaders>? headers = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        headers?.Invoke(content.Headers);
        return await Read(await client.PostAsync(path, content));
    }

    public static async Task<Reply> Get(this HttpClient client, string path) => await Read(await client.GetAsync(path));

    public static async Task<Reply> Delete(this HttpClient client, string path) => await Read(await client.DeleteAsync(path));

    public static Task<string> Text(this HttpClient client, string path) => client.GetStringAsync(path);

    public static async Task<Reply> Ask(this HttpClient client, HttpRequestMessage request) => await Read(await client.SendAsync(request));

    public static async Task<Reply> Read(HttpResponseMessage message)
    {
        var bytes = await message.Content.ReadAsByteArrayAsync();
        return new Reply(message.StatusCode, bytes.Length == 0 || message.Content.Headers.ContentType?.MediaType is "text/markdown" ? default : JsonDocument.Parse(bytes).RootElement, message);
    }
}
