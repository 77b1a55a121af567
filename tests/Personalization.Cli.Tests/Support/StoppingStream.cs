using System.Text;

namespace Personalization.Cli.Tests.Support;

/// <summary>Gives some lines; when more is asked for, presses Ctrl+C and gives nothing any more, as an idle pipe.</summary>
internal sealed class StoppingStream(string[] lines, CancellationTokenSource stop) : MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"))
{
    private readonly TaskCompletionSource<int> never = new();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            return read;
        }

        await stop.CancelAsync();
        return await never.Task;
    }
}
