using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Chains;

namespace Personalization.Journal.Audit.Anchors;

/// <summary>The file format of anchors: one JSON object. Described in <c>docs/formats/audit.md</c>; a golden file holds it fast.</summary>
public static class AnchorJson
{
    private const int Format = 1;

    /// <summary>Writes an anchor as one line.</summary>
    public static byte[] Write(AuditAnchor anchor)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            Write(json, anchor);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes an anchor as an object.</summary>
    public static void Write(Utf8JsonWriter json, AuditAnchor anchor)
    {
        json.WriteStartObject();
        json.WriteNumber("format"u8, Format);
        json.WriteString("tenant"u8, anchor.Tenant.Value);
        json.WriteNumber("decisions"u8, anchor.Decisions);
        json.WriteNumber("position"u8, anchor.Position);
        json.WriteString("hash"u8, anchor.Hash.ToString());
        json.WriteString("at"u8, anchor.At.ToString());
        if (anchor.Journal is { } journal)
        {
            json.WriteStartObject("journal"u8);
            json.WriteNumber("commit"u8, journal.Commit);
            json.WriteString("checksum"u8, journal.Checksum.ToString("x16", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("journal"u8);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads an anchor.</summary>
    /// <param name="bytes">The file's content, at most <see cref="Limits.AnchorBytesMax"/> bytes.</param>
    /// <param name="anchor">The anchor, where there is no problem.</param>
    /// <returns>Why it is none: <c>anchor_malformed</c> or <c>anchor_format</c>.</returns>
    public static Problem? Read(ReadOnlyMemory<byte> bytes, out AuditAnchor? anchor)
    {
        anchor = null;
        if (bytes.Length > Limits.AnchorBytesMax)
        {
            return Malformed($"An anchor has at most {Limits.AnchorBytesMax} bytes.");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (Member(root, "format").GetInt32() is var format && format != Format)
            {
                return new Problem("anchor_format", "/format", $"The anchor has the format {format}; this program knows {Format}. Use a newer program.");
            }

            anchor = new AuditAnchor(
                new TenantId(Member(root, "tenant").GetString()!), Member(root, "decisions").GetInt64(), Member(root, "position").GetInt64(),
                AuditHash.Parse(Member(root, "hash").GetString()!) ?? throw new FormatException("The hash has not 64 hexadecimal digits."),
                Instant.From(Member(root, "at").GetDateTimeOffset()), ReadCommit(Member(root, "journal")));
            return null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            return Malformed(e.Message);
        }
    }

    private static AnchoredCommit? ReadCommit(JsonElement journal) => journal.ValueKind == JsonValueKind.Null
        ? null
        : new AnchoredCommit(
            Member(journal, "commit").GetInt64(), ulong.Parse(Member(journal, "checksum").GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static JsonElement Member(JsonElement of, string name) => of.TryGetProperty(name, out var member) ? member : throw new FormatException($"It has no '{name}'.");

    private static Problem Malformed(string reason) => new("anchor_malformed", "", $"This is no anchor: {reason}");
}
