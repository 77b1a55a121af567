namespace Personalization.Channels.Tests.Support;

/// <summary>Events of the airline's catalog, in Segment's JSON.</summary>
internal static class Landing
{
    public static string Event(string id, string user = "u1", string name = "landed") =>
        $$$"""{"type":"track","messageId":"{{{id}}}","userId":"{{{user}}}","event":"{{{name}}}","context":{"groupId":"a1"}}""";

    public static string Batch(params IEnumerable<string> ids) => $$"""{"batch":[{{string.Join(',', ids.Select(id => Event(id)))}}]}""";

    public static List<string> Ids(int count) => [.. Enumerable.Range(0, count).Select(at => $"event-{at:0000}")];
}
