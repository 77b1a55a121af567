using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Personalization.Grpc;

/// <summary>
/// Counts the handlers that run for one connection. HTTP/2 counts a stream out when its client resets it, though the handler may go on:
/// without this count, a client that opens and resets streams could start handlers without end.
/// </summary>
internal sealed class ConnectionLoad
{
    private static readonly object Key = new();

    private int _running;

    public static ConnectionLoad Of(HttpContext http)
    {
        if (http.Features[typeof(IConnectionItemsFeature)] is not IConnectionItemsFeature { Items: var items })
            return new ConnectionLoad();
        // Streams of one connection run side by side, and its items are a plain dictionary.
        lock (items)
        {
            if (items.TryGetValue(Key, out var known))
                return (ConnectionLoad)known!;
            var load = new ConnectionLoad();
            items[Key] = load;
            return load;
        }
    }

    /// <returns>False when there are too many; then nothing is counted.</returns>
    public bool TryEnter(int handlersMax)
    {
        if (Interlocked.Increment(ref _running) <= handlersMax)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _running);
}
