using System.Threading.Channels;

namespace Personalization.Channels.Tests.Support;

/// <summary>What a watch was told, in order.</summary>
internal sealed class WatchLog : IConnectionWatch
{
    private readonly Channel<string> told = Channel.CreateUnbounded<string>();

    public void Opened() => told.Writer.TryWrite("opened");

    public void Lost(string reason) => told.Writer.TryWrite(reason);

    /// <summary>The next thing that it was told.</summary>
    public async Task<string> Next() => await told.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until a connection stands that has not been waited for yet.</summary>
    public async Task Open()
    {
        while (await Next() != "opened")
        {
            // A broker that is just coming back refuses some tries.
        }
    }
}
