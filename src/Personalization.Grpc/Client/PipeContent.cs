using System.IO.Pipelines;
using System.Net;

namespace Personalization.Grpc;

/// <summary>A request body that is written while the response is read. Messages that wait together are sent together.</summary>
internal sealed class PipeContent(PipeReader requests) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            // Headers go out at once: the server may answer before the first message.
            await stream.FlushAsync(cancellationToken);
            while (true)
            {
                var read = await requests.ReadAsync(cancellationToken);
                foreach (var segment in read.Buffer)
                    await stream.WriteAsync(segment, cancellationToken);
                requests.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return;
                await stream.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            // Whoever still writes learns that nobody listens.
            await requests.CompleteAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
