using Personalization.Core;

namespace Personalization.Replay.Backfilling;

/// <summary>Newline-delimited JSON: one event a line; empty lines are passed over.</summary>
internal sealed class NdjsonSource : IEventSource
{
    private static readonly Problem TooLong = new("too_large", "", $"The line is longer than {Limits.LineBytesMax / 1024} KiB.");

    private readonly Stream raw;
    private readonly Stream content;
    private readonly LineReader lines;

    private NdjsonSource(Stream raw, Stream content)
    {
        this.raw = raw;
        this.content = content;
        lines = new LineReader(content);
    }

    /// <inheritdoc/>
    public double? Share => EventFile.ShareOf(raw);

    /// <summary>Starts behind a line.</summary>
    public static async ValueTask<NdjsonSource> Open(Stream raw, Stream content, long after, CancellationToken cancellation)
    {
        var source = new NdjsonSource(raw, content);
        while (source.lines.Number < after && await source.ReadLine(cancellation))
        {
            // Lines that were read before.
        }

        return source;
    }

    /// <inheritdoc/>
    public async ValueTask<RawEvent?> Read(CancellationToken cancellation)
    {
        while (await ReadLine(cancellation))
        {
            if (lines.IsTooLong)
            {
                return new RawEvent(lines.Number, default, TooLong);
            }

            if (!lines.Line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                return new RawEvent(lines.Number, lines.Line);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public ValueTask Settle(long number, CancellationToken cancellation) => default;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => content.DisposeAsync();

    private async ValueTask<bool> ReadLine(CancellationToken cancellation)
    {
        try
        {
            return await lines.Read(cancellation);
        }
        catch (InvalidDataException damaged)
        {
            throw SourceException.OfGzip(lines.Number, damaged);
        }
    }
}
