using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Personalization.Cli.Sending;

namespace Personalization.Cli.Backfilling;

/// <summary>Refused events, one JSON object a line: where each stood, why it was refused, and what it was. Made when the first one comes.</summary>
internal sealed class RejectedFile(string path, long keepBytes) : IDisposable
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private const byte LineFeed = (byte)'\n';

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FileStream? file;

    /// <summary>How long it is.</summary>
    public long Bytes => file?.Length ?? keepBytes;

    /// <summary>Drops what is behind the part to keep: it is found again.</summary>
    public void Trim()
    {
        if (keepBytes == 0)
        {
            File.Delete(path);
        }
        else if (File.Exists(path))
        {
            Open();
        }
    }

    /// <summary>Adds an event.</summary>
    public void Add(RejectedItem item)
    {
        file ??= Open();
        using (var writer = new Utf8JsonWriter(file, Plain))
        {
            writer.WriteStartObject();
            writer.WriteNumber("line"u8, item.Number);
            writer.WriteString("code"u8, item.Code);
            writer.WriteString("path"u8, item.Path);
            writer.WriteString("message"u8, item.Message);
            if (IsJson(item.Json))
            {
                writer.WritePropertyName("event"u8);
                writer.WriteRawValue(OnOneLine(item.Json), skipInputValidation: true);
            }
            else
            {
                writer.WriteString("text"u8, Encoding.UTF8.GetString(item.Json.Span));
            }

            writer.WriteEndObject();
        }

        file.WriteByte(LineFeed);
    }

    /// <summary>Returns when all of it is on the disk.</summary>
    public void Flush() => file?.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    private FileStream Open()
    {
        var opened = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        opened.SetLength(Math.Min(opened.Length, keepBytes));
        opened.Position = opened.Length;
        return file = opened;
    }

    // A message of a queue may be written over several lines. Inside of texts JSON escapes their ends, so those that are there mean nothing.
    private static ReadOnlySpan<byte> OnOneLine(ReadOnlyMemory<byte> json)
    {
        if (!json.Span.ContainsAny("\r\n"u8))
        {
            return json.Span;
        }

        var line = json.ToArray();
        line.AsSpan().ReplaceAny(LineEnds, (byte)' ');
        return line;
    }

    private static bool IsJson(ReadOnlyMemory<byte> text)
    {
        try
        {
            // A line may hold a text that is no Unicode: that parses, but cannot be written as an object of this line.
            using var document = JsonDocument.Parse(text);
            return System.Text.Unicode.Utf8.IsValid(text.Span);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
