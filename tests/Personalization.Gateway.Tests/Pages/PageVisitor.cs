using System.Net;
using System.Text.RegularExpressions;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Personalization.Gateway.Tests.Pages;

/// <summary>A person with a browser: opens links, and sends back the fields of a form as they stand, but for what they change.</summary>
internal sealed partial class PageVisitor(GatewayServer server) : IDisposable
{
    private readonly HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Http.BaseAddress };

    /// <summary>Asks for a link with a key.</summary>
    public static async Task<string> Link(HttpClient http, string user, string body = "{}")
    {
        var made = await http.Post($"/v1/profiles/users/{user}/preference-links", body);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        return new Uri(made.Body.GetProperty("url").GetString()!).AbsolutePath;
    }

    /// <summary>A link that nobody could ask for, such as one that has expired.</summary>
    public static string Sealed(GatewayServer server, PreferenceLink link) =>
        "/p/" + LinkSeal.Seal(server.Services.GetRequiredService<PreferenceLinkOptions>().Key!, link);

    /// <summary>A link of the demo tenant.</summary>
    public static PreferenceLink Of(string user, Instant expires) => new(new SubjectKey(new TenantId("demo/development"), SubjectKind.User, user), LinkRights.Preferences, expires, null, null);

    public void Dispose() => browser.Dispose();

    public async Task<Visited> Open(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Array.ForEach(headers, header => request.Headers.Add(header.Name, header.Value));
        return await Send(request);
    }

    /// <summary>Sends a form as it stands, with some fields in place of their own.</summary>
    public Task<Visited> Submit(string path, Visited page, params (string Name, string? Value)[] changes)
    {
        var names = changes.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        return Post(path, [.. page.Fields.Where(field => !names.Contains(field.Name)), .. changes.Where(one => one.Value is not null).Select(one => (one.Name, one.Value!))]);
    }

    public async Task<Visited> Post(string path, IEnumerable<(string Name, string Value)> fields, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(one => KeyValuePair.Create(one.Name, one.Value))) };
        Array.ForEach(headers, header => request.Headers.Add(header.Name, header.Value));
        return await Send(request);
    }

    private async Task<Visited> Send(HttpRequestMessage request)
    {
        var reply = await browser.SendAsync(request);
        return new Visited(reply.StatusCode, await reply.Content.ReadAsStringAsync(), reply);
    }

    /// <summary>A page as it came.</summary>
    internal sealed partial record Visited(HttpStatusCode Status, string Html, HttpResponseMessage Message)
    {
        /// <summary>The fields that a browser would send if nobody changed anything.</summary>
        public IEnumerable<(string Name, string Value)> Fields =>
            Inputs().Where(tag => Attribute(tag, "type") != "checkbox" || tag.Contains(" checked", StringComparison.Ordinal)).Select(tag => (Attribute(tag, "name")!, Attribute(tag, "value") ?? ""))
                .Concat(Selects().Select(found => (Attribute(found.Groups["tag"].Value, "name")!, Chosen(found.Groups["options"].Value))));

        /// <summary>The tags of all inputs.</summary>
        public IEnumerable<string> Inputs() => Input().Matches(Html).Select(found => found.Value);

        /// <summary>The tags of all inputs that people see, selects too.</summary>
        public IEnumerable<string> Seen() => Inputs().Where(tag => Attribute(tag, "type") != "hidden").Concat(Selects().Select(found => found.Groups["tag"].Value));

        /// <summary>Whether a box is ticked.</summary>
        public bool IsTicked(string name, string value) => Fields.Contains((name, value));

        /// <summary>The decoded value of an attribute; null for none.</summary>
        public static string? Attribute(string tag, string name) =>
            Regex.Match(tag, $" {name}=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups["value"].Value) : null;

        private IEnumerable<Match> Selects() => Select().Matches(Html);

        private static string Chosen(string options) =>
            Attribute(Option().Matches(options).Select(found => found.Value).OrderByDescending(tag => tag.Contains(" selected", StringComparison.Ordinal)).First(), "value")!;

        [GeneratedRegex("<input[^>]*>", RegexOptions.NonBacktracking)]
        private static partial Regex Input();

        [GeneratedRegex("(?<tag><select[^>]*>)(?<options>.*)</select>", RegexOptions.NonBacktracking)]
        private static partial Regex Select();

        [GeneratedRegex("<option[^>]*>", RegexOptions.NonBacktracking)]
        private static partial Regex Option();
    }
}
