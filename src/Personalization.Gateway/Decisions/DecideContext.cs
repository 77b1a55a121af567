using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Audiences;
using Personalization.Core.Events;
using Personalization.Gateway.Json;

namespace Personalization.Gateway.Decisions;

/// <summary>Reads the <c>context</c> of a decide request: six texts. Long ones are cut, as in the context of events; empty ones say nothing.</summary>
internal static class DecideContext
{
    private static readonly string[] Names = ["locale", "timezone", "channel", "device", "region", "path"];

    /// <summary>Reads the context at the reader's token.</summary>
    public static Problem? Read(ref Utf8JsonReader reader, out RequestContext? context)
    {
        context = null;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonField.WrongType("/context", "an object", reader.TokenType);
        }

        var texts = new string?[Names.Length];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Read(ref reader, out var name) is { } unreadable)
            {
                return unreadable with { Path = "/context" };
            }

            var at = Array.IndexOf(Names, name);
            if (at < 0)
            {
                return JsonField.Unknown(ref reader, "/context");
            }

            reader.Read();
            var charsMax = at == Names.Length - 1 ? Viewed.PathCharsMax : EventContext.TextCharsMax;
            if (JsonField.CutText(ref reader, "/context/" + Names[at], charsMax, ref texts[at]) is { } problem)
            {
                return problem;
            }

            texts[at] = texts[at] is { Length: 0 } ? null : texts[at];
        }

        context = new RequestContext(texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]);
        return null;
    }
}
