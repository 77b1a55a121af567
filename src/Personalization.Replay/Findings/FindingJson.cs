using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Core.Subjects;

namespace Personalization.Replay;

/// <summary>Findings as lines of JSON, and back.</summary>
public static class FindingJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One line without its end, of <see cref="Limits.LineBytesMax"/> bytes at most, so that it can be read again. Texts that are too long for that end in a ….</summary>
    public static byte[] Write(ReplayFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var line = FindingLine.From(finding);
        byte[] written;
        var charsMax = 2 * Limits.MemberCharsMax;
        do
        {
            // A decision has few actions and a record few members: it is their texts that are long, and each halving halves the line.
            charsMax /= 2;
            written = JsonSerializer.SerializeToUtf8Bytes(line.CutTo(charsMax), Options);
        }
        while (written.Length > Limits.LineBytesMax && charsMax > 1);

        return written;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="tenant">Whose findings they are: a line does not say.</param>
    /// <exception cref="InvalidDataException">It is no finding.</exception>
    public static ReplayFinding Read(ReadOnlySpan<byte> line, TenantId tenant)
    {
        try
        {
            return JsonSerializer.Deserialize<FindingLine>(line, Options)?.ToFinding(tenant) ?? throw new InvalidDataException("The line is no finding.");
        }
        catch (JsonException cause)
        {
            throw new InvalidDataException($"The line is no finding: {cause.Message}", cause);
        }
    }
}
