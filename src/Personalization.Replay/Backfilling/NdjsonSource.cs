using Personalization.Core;

namespace Personalization.Replay.Backfilling;

/// <summary>Newline-delimited JSON: one event a line; empty lines are passed over.</summary>
internal sealed class NdjsonSource : IEventSource
{
    private static readonly Problem TooLong = new("too_large", "", $"The line is longer than {Limits.LineBytesMax / 1024} KiB.");

    private readonly Stream content;
    private readonly ReadShare share;
    private readonly LineReader lines;

    private NdjsonSource(Stream content, ReadShare share)
    {
        this.content = content;
        this.share = share;
        lines = new LineReader(content);
    }

    /// <inheritdoc/>
    public double? Share => share.Value;

    /// <summary>Starts behind a line.</summary>
    public static async ValueTask<NdjsonSource> Open(Stream content, ReadShare share, long after, CancellationToken cancellation)
    {
        var source = new NdjsonSource(content, share);
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
            var isRead = await lines.Read(cancellation);
            share.Give(lines.Bytes);
            if (!isRead)
            {
                share.End();
            }

            return isRead;
        }
        catch (InvalidDataException damaged)
        {
            throw SourceException.OfGzip(lines.Number, damaged);
        }
    }
}
