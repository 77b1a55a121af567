using System.Net.Http.Headers;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Authentication;

/// <summary>Calls that name what belongs to a tenant, for others to make.</summary>
internal static class ForeignCalls
{
    /// <summary>An address with a tenant's ids in it.</summary>
    public static string PathOf(MappedRoute route, TenantWorld world)
    {
        var path = route.Path.Replace("{hash}", world.Catalog, StringComparison.Ordinal).Replace("{kind}", "users", StringComparison.Ordinal);
        return path.Replace("{id}", IdIn(path, world), StringComparison.Ordinal);
    }

    /// <summary>What is sent to it; null for an archive. A new address that takes a body says here how it names somebody.</summary>
    public static string? BodyOf(MappedRoute route, TenantWorld world) => route.Path switch
    {
        "/v1/batch" => Sample.Batch(Event(world, "track"), Event(world, "identify"), Event(world, "group"), Event(world, "alias"), Event(world, "page")),
        "/v1/track" or "/v1/identify" or "/v1/group" or "/v1/alias" or "/v1/page" or "/v1/screen" => Event(world, route.Path["/v1/".Length..]),
        "/v1/decide" or "/v1/explain" => $$"""{"userId":"{{world.User}}","accountId":"{{world.Account}}","surface":"home.card"}""",
        "/v1/outcomes" => $$"""{"decisionId":"{{world.Decision}}","actionId":"help.import_failed","outcome":"clicked"}""",
        "/v1/catalog" or "/v1/catalog/validate" => null,
        "/v1/catalog/activate/{hash}" or "/v1/replays/{id}/resume" => "",
        "/v1/dead-letters/retry" => $$"""{"ids":[{{world.Letter}}]}""",
        "/v1/keys" => """{"scopes":["read"],"label":"mine"}""",
        "/v1/replays" => $$"""{"kind":"verify","subjects":["user:{{world.User}}"]}""",
        var path when path.EndsWith("/consents", StringComparison.Ordinal) => $$$"""{"messageId":"{{{Sample.Fresh("consent")}}}","consents":{"marketing":"granted"}}""",
        var path when path.EndsWith("/preferences", StringComparison.Ordinal) => $$"""{"messageId":"{{Sample.Fresh("preference")}}","quietHours":[]}""",
        var path when path.EndsWith("/unmerge", StringComparison.Ordinal) => $$"""{"kind":"anonymous","id":"{{world.Visitor}}"}""",
        var path when path.EndsWith("/preference-links", StringComparison.Ordinal) => "{}",
        var path when path.EndsWith("/region", StringComparison.Ordinal) => """{"region":"elsewhere"}""",
        var path when path.EndsWith("/transfer", StringComparison.Ordinal) => "",
        _ => throw new ArgumentOutOfRangeException(nameof(route), route.Path, "How does a call of this address name somebody?"),
    };

    /// <summary>The whole call.</summary>
    public static HttpRequestMessage Of(MappedRoute route, TenantWorld world, out string said)
    {
        var request = new HttpRequestMessage(new HttpMethod(route.Method), PathOf(route, world));
        said = request.RequestUri!.ToString();
        if (route.Method is "POST" or "PUT")
        {
            var body = BodyOf(route, world);
            said += body;
            request.Content = body is null ? TenantWorld.Archive("another") : new StringContent(body, new MediaTypeHeaderValue("application/json"));
        }

        return request;
    }

    private static string IdIn(string path, TenantWorld world) => path.Split('/') switch
    {
        [_, _, "profiles" or "subjects", "users", ..] => world.User,
        [_, _, "profiles", "accounts", ..] or [_, _, "accounts", ..] => world.Account,
        [_, _, "profiles", "anonymous", ..] => world.Visitor,
        [_, _, "decisions", ..] => world.Decision,
        [_, _, "replays", ..] => world.Replay,
        [_, _, "keys", ..] => world.Key,
        _ when !path.Contains("{id}", StringComparison.Ordinal) => "",
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, "Whose id does this address name?"),
    };

    private static string Event(TenantWorld world, string type) =>
        $$$"""
        {"type":"{{{type}}}","messageId":"{{{Sample.Fresh("event")}}}","userId":"{{{world.User}}}","groupId":"{{{world.Account}}}","previousId":"{{{world.Visitor}}}",
         "event":"import_failed","name":"home","properties":{"code":"other","feature":"csv"},"traits":{}}
        """;
}
