using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Personalization.Cli.Tests.Support;

/// <summary>Passes connections on to another address, and can cut them all.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Socket> open = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Uri target;
    private readonly Task accepting;

    public TcpRelay(Uri target)
    {
        this.target = target;
        listener.Start();
        accepting = Accept();
    }

    /// <summary>The target's address with the port of this.</summary>
    public Uri Address => new UriBuilder(target) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;

    /// <summary>Ends every connection at once, without a word.</summary>
    public void Cut()
    {
        while (open.TryDequeue(out var socket))
        {
            socket.Close(timeout: 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptSocketAsync(stop.Token);
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await far.ConnectAsync(target.Host, target.Port, stop.Token);
                open.Enqueue(near);
                open.Enqueue(far);
                _ = Pass(near, far);
                _ = Pass(far, near);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task Pass(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var sink = new NetworkStream(to);
            await source.CopyToAsync(sink);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or SocketException)
        {
            from.Close(timeout: 0);
            to.Close(timeout: 0);
        }
    }
}
