using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Gateway.Problems;
using Personalization.Grains;

namespace Personalization.Gateway.Residency;

/// <summary>Reads a transfer and believes nothing of it: format, order, the hash of each event and of all of them, the count.</summary>
internal sealed class TransferReader : IDisposable
{
    private readonly EventBytes encoding = new();
    private readonly List<Event> events = [];
    private (string Kind, string Id)? subject;

    /// <summary>Reads a whole transfer.</summary>
    /// <returns>The transfer, or <c>damaged_transfer</c> with the line.</returns>
    public static Answer<Transfer> Read(ReadOnlyMemory<byte> body)
    {
        using var reader = new TransferReader();
        try
        {
            return reader.ReadLines(body);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return Damaged(reader.events.Count, "it is no line of a transfer");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => encoding.Dispose();

    private Answer<Transfer> ReadLines(ReadOnlyMemory<byte> body)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var (at, line) = (0, 1); at < body.Length; line++)
        {
            var end = body.Span[at..].IndexOf((byte)'\n');
            if (end < 0)
            {
                return Damaged(line, "it is cut off");
            }

            using var json = JsonDocument.Parse(body.Slice(at, end));
            var (root, start) = (json.RootElement, at);
            at += end + 1;
            switch (root.GetProperty("record").GetString())
            {
                case "subject" when line == 1 && root.GetProperty("format").GetInt32() == TransferWriter.Format:
                    subject = (root.GetProperty("kind").GetString()!, root.GetProperty("id").GetString()!);
                    break;
                case "event" when subject is not null:
                    if (Add(root, ids) is { } why)
                    {
                        return Damaged(line, why);
                    }

                    break;
                case "end" when subject is not null && at == body.Length:
                    return Finish(root, body.Span[..start], line);
                default:
                    return Damaged(line, $"a line of its kind has no place there, or is of another format than {TransferWriter.Format}");
            }
        }

        return Damaged(events.Count + 1, "the last line is missing");
    }

    private string? Add(JsonElement line, HashSet<string> ids)
    {
        var bytes = line.GetProperty("event").GetBytesFromBase64();
        if (line.GetProperty("version").GetInt64() != events.Count + 1)
        {
            return "a version is missing";
        }

        if (line.GetProperty("hash").GetString() != StableHash.Of(bytes).ToString("x16", CultureInfo.InvariantCulture))
        {
            return "its event has another hash";
        }

        if (encoding.Read(bytes) is not { } one)
        {
            return "its event cannot be read by this version of the program";
        }

        events.Add(one);
        return ids.Add(one.Id) ? null : "its event is there twice";
    }

    private Answer<Transfer> Finish(JsonElement line, ReadOnlySpan<byte> before, int number)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(before));
        if (line.GetProperty("events").GetInt64() != events.Count || events.Count == 0)
        {
            return Damaged(number, "it names another number of events");
        }

        if (line.GetProperty("sha256").GetString() != digest)
        {
            return Damaged(number, "the lines before it have another hash");
        }

        var fold = line.GetProperty("plan").GetString() is { } plan ? new FoldProof(plan, line.GetProperty("profile").GetString()!) : null;
        return new Transfer(subject!.Value.Kind, subject.Value.Id, events, digest, fold);
    }

    private static Problem Damaged(int line, string why) => new(ProblemCodes.DamagedTransfer, "", $"Line {line} is not as it was sent: {why}. Nothing was stored.");
}
