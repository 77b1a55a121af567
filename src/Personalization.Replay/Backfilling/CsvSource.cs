using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CsvHelper;
using Personalization.Core;

namespace Personalization.Replay.Backfilling;

/// <summary>Comma-separated values (RFC 4180) in UTF-8: each record becomes an event in Segment's shape, as its header says.</summary>
internal sealed class CsvSource : IEventSource
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The end of a record is no part of it; of those with two bytes the last one hardly changes the share.</summary>
    private const int RecordEndBytes = 1;

    private readonly ReadShare share;
    private readonly CsvReader reader;
    private readonly ArrayBufferWriter<byte> bytes = new();
    private CsvHeader header = CsvHeader.None;
    private long after;
    private bool hasWrongQuotes;

    private CsvSource(Stream content, ReadShare share)
    {
        this.share = share;
        reader = CsvReader.Create(content, new CsvReaderOptions
        {
            Separator = ',',
            MaxRecordSize = Limits.LineBytesMax,
            TrackLineNumbers = true,
            OnMalformedRecord = _ => hasWrongQuotes = true,
        });
    }

    /// <inheritdoc/>
    public double? Share => share.Value;

    /// <summary>Reads the header and starts behind a line.</summary>
    public static async ValueTask<CsvSource> Open(Stream content, ReadShare share, long after, CancellationToken cancellation)
    {
        var source = new CsvSource(content, share);
        await source.Guard(async reader =>
        {
            await reader.ReadHeaderAsync(cancellation).AsTask().WaitAsync(cancellation);
            return true;
        });
        source.header = CsvHeader.Parse(source.reader.Headers);
        source.after = after;
        return source;
    }

    /// <inheritdoc/>
    public async ValueTask<RawEvent?> Read(CancellationToken cancellation)
    {
        do
        {
            hasWrongQuotes = false;
            if (!await Guard(reader => reader.ReadAsync(cancellation).AsTask().WaitAsync(cancellation)))
            {
                share.End();
                return null;
            }

            share.Give(reader.RawRecord.Length + RecordEndBytes);
        }
        while (reader.LineNumber <= after);

        return Check() is { } problem
            ? new RawEvent(reader.LineNumber, reader.RawRecord.ToArray(), problem)
            : new RawEvent(reader.LineNumber, Write());
    }

    /// <inheritdoc/>
    public ValueTask Settle(long number, CancellationToken cancellation) => default;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => reader.DisposeAsync();

    private Problem? Check() =>
        reader.FieldCount != header.Columns ? new Problem("wrong_columns", "", $"The record has {reader.FieldCount} fields; the header names {header.Columns}.")
        : hasWrongQuotes ? new Problem("wrong_quotes", "", "The record has a quote where none can be.")
        : !Utf8.IsValid(reader.RawRecord) ? new Problem("invalid_utf8", "", "The record holds bytes that are not UTF-8.")
        : null;

    private ReadOnlyMemory<byte> Write()
    {
        bytes.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(bytes, Plain);
        header.Write(writer, reader);
        writer.Flush();
        return bytes.WrittenMemory;
    }

    private async ValueTask<bool> Guard(Func<CsvReader, Task<bool>> read)
    {
        var line = header.Columns == 0 ? 0 : reader.LineNumber;
        try
        {
            return await read(reader);
        }
        catch (InvalidDataException damaged)
        {
            throw SourceException.OfGzip(line, damaged);
        }
        catch (CsvFormatException wrong)
        {
            throw new SourceException($"The CSV file cannot be read behind line {line}: {wrong.Message} Is a quote never closed?", wrong);
        }
    }
}
