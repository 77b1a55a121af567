using System.IO.Compression;
using System.Text;
using Personalization.Replay.Backfilling;

namespace Personalization.Replay.Tests.Support;

/// <summary>Reads sources made of texts.</summary>
internal static class Sources
{
    public static byte[] Gzip(string text)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    public static ValueTask<IEventSource> Open(byte[] bytes, SourceFormat format, long after = 0) =>
        EventFile.Open(new MemoryStream(bytes), format, after, TestContext.Current.CancellationToken);

    /// <summary>Everything that can be read: the number, and the JSON or the code of the problem.</summary>
    public static async Task<List<(long Number, string Text)>> Read(IEventSource source)
    {
        var read = new List<(long, string)>();
        await ReadInto(source, read);
        return read;
    }

    public static async Task ReadInto(IEventSource source, List<(long Number, string Text)> read)
    {
        while (await source.Read(TestContext.Current.CancellationToken) is { } raw)
        {
            read.Add((raw.Number, raw.Problem?.Code ?? Encoding.UTF8.GetString(raw.Json.Span)));
        }
    }

    public static async Task<List<(long Number, string Text)>> Read(string text, SourceFormat format, long after = 0)
    {
        await using var source = await Open(Encoding.UTF8.GetBytes(text), format, after);
        return await Read(source);
    }
}
