using System.Net;
using System.Text.Json;

namespace Personalization.Gateway.Tests.Watching;

/// <summary>Reads server-sent events as a browser does.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private EventStream(HttpResponseMessage response, StreamReader lines) => (this.response, this.lines) = (response, lines);

    /// <summary>How many comments there were.</summary>
    public int Comments { get; private set; }

    public static async Task<EventStream> Open(HttpClient client, string path, string? seen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (seen is not null)
        {
            request.Headers.Add("Last-Event-ID", seen);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return new EventStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>The next event; null where the stream has ended.</summary>
    public async Task<(string Id, JsonElement Profile)?> Next()
    {
        var (id, data) = ("", "");
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(':'))
            {
                Comments++;
            }
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data = line[6..];
            }
            else if (line.Length == 0 && data.Length > 0)
            {
                return (id, JsonDocument.Parse(data).RootElement);
            }
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        response.Dispose();
        return default;
    }
}
