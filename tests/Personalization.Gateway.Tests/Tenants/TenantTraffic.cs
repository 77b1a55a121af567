using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Tenants;

/// <summary>Random calls of one tenant, several at a time. The same seed makes the same calls, whichever tenant it is: same ids, same message ids, same times.</summary>
/// <param name="client">The tenant's client.</param>
/// <param name="seed">Makes the calls.</param>
/// <param name="mark">Stands in every value that the tenant sends.</param>
/// <param name="foreign">What stands in the other tenant's, and so may be in no reply.</param>
/// <param name="began">The time of the first event.</param>
internal sealed partial class TenantTraffic(HttpClient client, int seed, string mark, string foreign, DateTimeOffset began)
{
    private const int Lanes = 4, Steps = 40;

    /// <summary>Makes all calls. Each lane has people of its own, so that what is known of them in the end does not depend on how lanes take turns.</summary>
    public Task Run() => Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => Run(lane))));

    /// <summary>What is known of everybody now, without what differs from run to run: times, and the ids of decisions.</summary>
    public async Task<string> Look()
    {
        var seen = new List<string>();
        for (var lane = 0; lane < Lanes; lane++)
        {
            foreach (var path in (string[])[$"users/u{lane}", $"accounts/a{lane}", $"anonymous/v{lane}"])
            {
                seen.Add($"{path} {Varying().Replace(await Send(HttpMethod.Get, $"/v1/profiles/{path}"), "*")}");
            }
        }

        return string.Join('\n', seen);
    }

    private async Task Run(int lane)
    {
        var random = new Random((seed * Lanes) + lane);
        var decision = "";
        for (var step = 0; step < Steps; step++)
        {
            var id = $"m-{lane}-{step}";
            var subject = random.Next(3) switch { 0 => $"accounts/a{lane}", 1 => $"anonymous/v{lane}", _ => $"users/u{lane}" };
            var person = subject.StartsWith("accounts", StringComparison.Ordinal) ? $"users/u{lane}" : subject;
            switch (random.Next(14))
            {
                case < 5:
                    await Post("/v1/batch", Batch(random, lane, step));
                    break;
                case 5:
                    var decided = await Post("/v1/decide", $$"""{"userId":"u{{lane}}","accountId":"a{{lane}}","surface":"home.card","requestId":"{{id}}"}""");
                    decision = DecisionId().Match(decided).Groups["id"].Value;
                    break;
                case 6:
                    await Post("/v1/explain", $$"""{"userId":"u{{lane}}","accountId":"a{{lane}}","surface":"billing.banner"}""");
                    break;
                case 7:
                    await Put($"/v1/profiles/{person}/consents", $$$"""{"messageId":"{{{id}}}","consents":{"analytics":"{{{(random.Next(2) == 0 ? "granted" : "denied")}}}"},"proof":"{{{mark}}}","source":"{{{mark}}}"}""");
                    break;
                case 8:
                    await Put($"/v1/profiles/{person}/preferences", $$$"""{"messageId":"{{{id}}}","quietHours":[{"from":"2{{{random.Next(4)}}}:00","to":"07:00"}],"source":"{{{mark}}}"}""");
                    break;
                case 9 when decision.Length > 0:
                    await Post("/v1/outcomes", $$"""{"decisionId":"{{decision}}","actionId":"help.import_failed","outcome":"{{(random.Next(2) == 0 ? "shown" : "clicked")}}"}""");
                    await Send(HttpMethod.Get, $"/v1/decisions/{decision}");
                    break;
                case 10:
                    await Send(HttpMethod.Get, $"/v1/profiles/{subject}/events");
                    await Send(HttpMethod.Get, $"/v1/accounts/a{lane}/rollup");
                    break;
                case 11:
                    await Send(HttpMethod.Get, $"/v1/profiles/{subject}/export");
                    break;
                case 12 when random.Next(4) == 0:
                    await Erase(subject);
                    break;
                default:
                    await Send(HttpMethod.Get, $"/v1/profiles/{subject}");
                    await Send(HttpMethod.Get, "/v1/dead-letters");
                    break;
            }
        }
    }

    private string Batch(Random random, int lane, int step) => Sample.Batch([.. Enumerable.Range(0, 1 + random.Next(3)).Select(at => Event(random, lane, (step * 10) + at))]);

    private string Event(Random random, int lane, int number)
    {
        var common = $$$"""
            "messageId":"e-{{{lane}}}-{{{number}}}","timestamp":"{{{began.AddSeconds(number):O}}}","context":{"groupId":"a{{{lane}}}"}
            """;
        return random.Next(7) switch
        {
            0 or 1 => $$$"""{"type":"track","userId":"u{{{lane}}}","event":"import_failed","properties":{"code":"{{{mark}}}-{{{random.Next(3)}}}","feature":"{{{mark}}}"},{{{common}}}}""",
            2 => $$$"""{"type":"track","userId":"u{{{lane}}}","event":"import_completed","properties":{"rows":{{{random.Next(9)}}},"feature":"{{{mark}}}"},{{{common}}}}""",
            3 => $$$"""{"type":"track","userId":"u{{{lane}}}","event":"quota_used","properties":{"meter":"runs","amount":{{{1 + random.Next(5)}}}},{{{common}}}}""",
            4 => $$$"""{"type":"identify","userId":"u{{{lane}}}","traits":{"role":"admin","company":"{{{mark}}}"},{{{common}}}}""",
            5 => $$$"""{"type":"page","anonymousId":"v{{{lane}}}","name":"{{{mark}}}","properties":{"path":"/{{{mark}}}/{{{random.Next(3)}}}"},"messageId":"e-{{{lane}}}-{{{number}}}","timestamp":"{{{began.AddSeconds(number):O}}}"}""",
            // Refused, and kept as it came.
            _ => $$$"""{"type":"track","userId":"u{{{lane}}}","event":"{{{mark}}}",{{{common}}}}""",
        };
    }

    private async Task Erase(string subject)
    {
        // While others read, it may say that it was begun and is to be asked for again.
        while (await SendFor(HttpMethod.Delete, $"/v1/profiles/{subject}") == HttpStatusCode.ServiceUnavailable)
        {
            await Task.Yield();
        }
    }

    private Task<string> Post(string path, string json) => Send(HttpMethod.Post, path, json);

    private Task<string> Put(string path, string json) => Send(HttpMethod.Put, path, json);

    private async Task<string> Send(HttpMethod method, string path, string? json = null) => (await Ask(method, path, json)).Text;

    private async Task<HttpStatusCode> SendFor(HttpMethod method, string path) => (await Ask(method, path, null)).Status;

    private async Task<(HttpStatusCode Status, string Text)> Ask(HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var reply = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.False(text.Contains(foreign, StringComparison.Ordinal), $"seed {seed}: {method} {path} {json} tells of the other tenant: {text}");
        Assert.True(IsExpected(method, path, (int)reply.StatusCode), $"seed {seed}: {method} {path} {json}: {text}");
        return (reply.StatusCode, text);
    }

    // Nobody is there yet, or no longer; a batch of refused events alone; an erasure that was only begun.
    private static bool IsExpected(HttpMethod method, string path, int status) =>
        status is < 400 or 404 || (status == 422 && path == "/v1/batch") || (status == 503 && method == HttpMethod.Delete);

    [GeneratedRegex("\"decisionId\":\"(?<id>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DecisionId();

    [GeneratedRegex("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|\"lastDecisionId\":\"[^\"]+\"|urn:request:[^\"]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Varying();
}
