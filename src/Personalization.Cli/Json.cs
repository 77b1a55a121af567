using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;

namespace Personalization.Cli;

/// <summary>How machine output is written: camelCase, on one line, letters as they are, and every field there even where it is empty.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonFormatter OneLine = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    /// <summary>An object of this program.</summary>
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>A server's answer, in the JSON mapping of its contract.</summary>
    public static string OfAnswer(IMessage answer) => OneLine.Format(answer);
}
