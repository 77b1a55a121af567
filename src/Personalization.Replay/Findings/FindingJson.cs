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

    /// <summary>One line without its end.</summary>
    public static byte[] Write(ReplayFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return JsonSerializer.SerializeToUtf8Bytes(FindingLine.From(finding), Options);
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
