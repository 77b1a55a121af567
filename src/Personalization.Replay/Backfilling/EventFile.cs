using System.IO.Compression;
using System.IO.Pipelines;

namespace Personalization.Replay.Backfilling;

/// <summary>Opens files of events: NDJSON or CSV, plain or gzip, which its first two bytes tell.</summary>
public static class EventFile
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>RFC 1952, section 2.3.1.</summary>
    private const byte GzipFirst = 0x1f, GzipSecond = 0x8b;

    /// <summary>The switch of the runtime without which a cut-off gzip file looks like a whole one; see Directory.Build.props.</summary>
    private const string StrictGzip = "System.IO.Compression.UseStrictValidation";

    /// <summary>Opens a stream of events.</summary>
    /// <param name="raw">The bytes as they are stored; disposed of with the source.</param>
    /// <param name="format">How events are written.</param>
    /// <param name="after">The line behind which to go on; 0 for the first.</param>
    /// <param name="cancellation">Stops opening.</param>
    /// <exception cref="SourceException">The header of a CSV file makes no sense, or the gzip data is cut off before the place to go on from.</exception>
    public static async ValueTask<IEventSource> Open(Stream raw, SourceFormat format, long after, CancellationToken cancellation)
    {
        var share = new ReadShare(raw);
        var content = await Inflate(raw, share, cancellation);
        try
        {
            return format == SourceFormat.Csv
                ? await CsvSource.Open(content, share, after, cancellation)
                : await NdjsonSource.Open(content, share, after, cancellation);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <summary>The format that a file's name tells: CSV for <c>.csv</c> and <c>.csv.gz</c>, else NDJSON.</summary>
    public static SourceFormat FormatOf(string path) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase) ? SourceFormat.Csv : SourceFormat.Ndjson;

    private static async ValueTask<Stream> Inflate(Stream raw, ReadShare share, CancellationToken cancellation)
    {
        if (!AppContext.TryGetSwitch(StrictGzip, out var isStrict) || !isStrict)
        {
            throw new InvalidOperationException($"{StrictGzip} is off in this program: a cut-off gzip file would pass for a whole one.");
        }

        // A pipe lets the first bytes be looked at without being taken, also where the stream cannot go back.
        var reader = PipeReader.Create(raw, new StreamPipeReaderOptions(bufferSize: BufferBytes));
        var head = await reader.ReadAtLeastAsync(2, cancellation).AsTask().WaitAsync(cancellation);
        var isGzip = IsGzip(head);
        reader.AdvanceTo(head.Buffer.Start);
        var stored = share.OfStored(reader.AsStream());
        return share.OfContent(isGzip ? new GZipStream(stored, CompressionMode.Decompress) : stored);
    }

    private static bool IsGzip(ReadResult head)
    {
        var bytes = new System.Buffers.SequenceReader<byte>(head.Buffer);
        return bytes.TryRead(out var first) && bytes.TryRead(out var second) && first == GzipFirst && second == GzipSecond;
    }
}
