using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Personalization.Grpc;

/// <summary>What a handler may know of its call, and say beside its messages. Valid until the handler returns.</summary>
public sealed class CallContext
{
    private readonly HttpContext _http;
    private Metadata? _requestHeaders;
    private Metadata? _responseHeaders;
    private Metadata? _responseTrailers;
    private List<object>? _items;

    internal CallContext(HttpContext http, string path)
    {
        _http = http;
        Path = path;
    }

    /// <summary>The method, for example <c>/personalization.v1.Events/Ingest</c>.</summary>
    public string Path { get; }

    /// <summary>The client's address and port, or an empty string when there is none.</summary>
    public string Peer => _http.Connection.RemoteIpAddress is { } address
        ? new System.Net.IPEndPoint(address, _http.Connection.RemotePort).ToString()
        : string.Empty;

    /// <summary>When the call came, as a <see cref="Stopwatch"/> timestamp.</summary>
    public long StartedAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>When the client stops waiting; null when it waits for ever.</summary>
    public DateTimeOffset? Deadline { get; internal set; }

    /// <summary>Cancelled when the client resets the call or goes away, when the deadline passes, and when the client stops reading.</summary>
    public CancellationToken CancellationToken => Expiry?.Token ?? _http.RequestAborted;

    /// <summary>The client's metadata.</summary>
    public Metadata RequestHeaders => _requestHeaders ??= HeaderMetadata.Read(_http.Request.Headers);

    /// <summary>What to send before the first message. Later additions are not sent.</summary>
    public Metadata ResponseHeaders => _responseHeaders ??= new Metadata();

    /// <summary>What to send beside an OK status; another status carries its exception's trailers as well.</summary>
    public Metadata ResponseTrailers => _responseTrailers ??= new Metadata();

    internal CallExpiry? Expiry { get; set; }

    // Null while nobody has asked for them: most calls send none.
    internal Metadata? SetResponseHeaders => _responseHeaders;

    internal Metadata? SetResponseTrailers => _responseTrailers;

    // For waiting on the connection itself, which fails by its own when the client goes: Kestrel makes a token only for those who ask.
    internal CancellationToken DeadlineToken => Expiry?.Token ?? CancellationToken.None;

    /// <summary>One value of the client's metadata without reading all of it; null when it is missing.</summary>
    public string? RequestHeader(string key) => _http.Request.Headers.TryGetValue(key, out var values) ? values.ToString() : null;

    /// <summary>Keeps an item of its type for whoever comes later in this call; a newer item of a type replaces the older.</summary>
    public void Set<T>(T item) where T : class
    {
        _items ??= new List<object>(capacity: 2);
        for (var at = 0; at < _items.Count; at++)
            if (_items[at] is T)
            {
                _items[at] = item;
                return;
            }
        _items.Add(item);
    }

    /// <summary>The item of a type that an interceptor kept, or null.</summary>
    public T? Get<T>() where T : class
    {
        for (var at = 0; at < _items?.Count; at++)
            if (_items[at] is T found)
                return found;
        return null;
    }
}
