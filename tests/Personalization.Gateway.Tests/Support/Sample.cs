using System.Text.Json;

namespace Personalization.Gateway.Tests.Support;

/// <summary>Events of the sample's product, in Segment's JSON.</summary>
internal static class Sample
{
    public static string Fresh(string kind) => $"{kind}-{Guid.NewGuid():N}";

    public static string Batch(params string[] events) => $$"""{"batch":[{{string.Join(',', events)}}]}""";

    public static string Failure(string user, string? messageId = null) =>
        Track(user, "import_failed", """{"code":"csv_encoding","feature":"csv"}""", messageId);

    public static string Track(string user, string name, string properties = "{}", string? messageId = null, string more = "") =>
        $$"""{"type":"track","messageId":{{Text(messageId ?? Fresh("event"))}},"userId":{{Text(user)}},"event":"{{name}}","properties":{{properties}}{{more}}}""";

    public static string Identify(string user, string traits, string account) =>
        $$$"""{"type":"identify","messageId":"{{{Fresh("event")}}}","userId":"{{{user}}}","traits":{{{traits}}},"context":{"groupId":"{{{account}}}"}}""";

    public static string Group(string user, string account, string traits = "{}") =>
        $$"""{"type":"group","messageId":"{{Fresh("event")}}","userId":"{{user}}","groupId":"{{account}}","traits":{{traits}}}""";

    private static string Text(string text) => JsonSerializer.Serialize(text);
}
