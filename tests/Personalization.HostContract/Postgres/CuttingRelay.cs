using System.Net;
using System.Net.Sockets;

namespace Personalization.HostContract.Postgres;

/// <summary>Stands between a client and a PostgreSQL and cuts the line at the worst moments.</summary>
public sealed class CuttingRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly string target;
    private readonly Task accepting;
    private TaskCompletionSource cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int next = (int)CutPoint.None;
    private int connections;

    /// <param name="socketPath">The server's socket.</param>
    public CuttingRelay(string socketPath)
    {
        target = socketPath;
        listener.Start();
        accepting = Accept();
    }

    /// <summary>How to connect through it.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Username=postgres;Database=postgres;SSL Mode=Disable;GSS Encryption Mode=Disable";

    /// <summary>How many connections were made.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Cuts the line of the next request.</summary>
    /// <returns>Completes when it is cut.</returns>
    public Task CutNext(CutPoint point)
    {
        cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref next, (int)point);
        return cut.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        closing.Dispose();
    }

    private async Task Accept()
    {
        var lines = new List<Task>();
        while (!closing.IsCancellationRequested)
        {
            var client = await listener.AcceptSocketAsync(closing.Token);
            Interlocked.Increment(ref connections);
            lines.Add(Relay(client));
        }
    }

    private async Task Relay(Socket client)
    {
        using var near = client;
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await far.ConnectAsync(new UnixDomainSocketEndPoint(target), closing.Token);
            var swallowing = new Swallowing();
            await Task.WhenAny(Requests(near, far, swallowing), Answers(far, near, swallowing));
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either end may go at any time; disposing of both is what happens then.
        }
    }

    private async Task Requests(Socket from, Socket to, Swallowing swallowing)
    {
        var buffer = new byte[1 << 16];
        while (await from.ReceiveAsync(buffer, closing.Token) is var length and > 0)
        {
            var point = (CutPoint)Interlocked.Exchange(ref next, (int)CutPoint.None);
            // No answer may slip through between the request and the cut.
            swallowing.Value = point is CutPoint.AfterTheRequest or CutPoint.BeforeTheAnswer;
            var sent = point switch { CutPoint.BeforeTheRequest => 0, CutPoint.InTheRequest => length / 2, _ => length };
            await to.SendAsync(buffer.AsMemory(0, sent), closing.Token);
            if (point is not (CutPoint.None or CutPoint.BeforeTheAnswer))
            {
                cut.TrySetResult();
                return;
            }
        }
    }

    private async Task Answers(Socket from, Socket to, Swallowing swallowing)
    {
        var buffer = new byte[1 << 16];
        while (await from.ReceiveAsync(buffer, closing.Token) is var length and > 0)
        {
            if (swallowing.Value)
            {
                cut.TrySetResult();
                return;
            }

            await to.SendAsync(buffer.AsMemory(0, length), closing.Token);
        }
    }

    /// <summary>Whether the answer to the line's last request is swallowed.</summary>
    private sealed class Swallowing
    {
        public volatile bool Value;
    }
}
