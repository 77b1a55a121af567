using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Personalization.Gateway.Json;

/// <summary>Writes a JSON reply in one piece, with its length, through a buffer that each thread keeps.</summary>
internal static class JsonReply
{
    /// <summary>A buffer that grew beyond this is given back after the reply: one huge page must not be kept per thread for good.</summary>
    private const int KeptBytesMax = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    /// <summary>Writes a value as <c>application/json</c>, or as the content type that is already set.</summary>
    public static Task Write<T>(HttpResponse response, T value, Action<Utf8JsonWriter, T> write)
    {
        var bytes = buffer ??= new ArrayBufferWriter<byte>(4096);
        var json = writer ??= new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        bytes.ResetWrittenCount();
        json.Reset(bytes);
        write(json, value);
        json.Flush();

        response.ContentType ??= "application/json";
        response.ContentLength = bytes.WrittenCount;
        var output = response.BodyWriter;
        output.Write(bytes.WrittenSpan);
        if (bytes.Capacity > KeptBytesMax)
        {
            buffer = null;
            writer = null;
        }

        var flush = output.FlushAsync();
        return flush.IsCompletedSuccessfully ? Task.CompletedTask : flush.AsTask();
    }
}
