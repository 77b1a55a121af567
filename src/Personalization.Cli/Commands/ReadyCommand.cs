using System.CommandLine;
using System.Net;
using System.Text.Json;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize ready</c>: what a container without shell and curl asks itself.</summary>
internal static class ReadyCommand
{
    public static Command Create(Output output)
    {
        var http = new Option<string>("--http") { Description = "The server's HTTP address.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var command = new ExplainedCommand(
            "ready",
            "Asks a server whether it answers calls, and what is missing. Ends with 1 where it runs and does not. Needs no key.",
            "personalize ready --http http://127.0.0.1:8080") { http };
        command.SetAction(async (parsed, cancellation) =>
        {
            var address = Address(parsed.GetValue(http)!);
            using var client = new HttpClient { Timeout = Limits.ReadyTimeout, MaxResponseContentBufferSize = Limits.ReadyBytesMax };
            try
            {
                using var answer = await client.GetAsync(new Uri(address, "/readyz"), cancellation);
                return (int)await Report(answer, output, cancellation);
            }
            catch (Exception away) when (away is HttpRequestException || (away is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                await output.Notes.WriteLineAsync($"error: {address} gives no answer: {away.Message}");
                return (int)ExitCode.Unreachable;
            }
        });
        return command;
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UsageException($"--http {text} is no address. Write it like http://127.0.0.1:8080.");

    private static async Task<ExitCode> Report(HttpResponseMessage answer, Output output, CancellationToken cancellation)
    {
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            await output.Results.WriteLineAsync("ready");
            return ExitCode.Ok;
        }

        await output.Results.WriteLineAsync("not ready: " + Missing(await answer.Content.ReadAsByteArrayAsync(cancellation)));
        return ExitCode.Bad;
    }

    /// <summary>The names of what is not met, as <c>/readyz</c> lists them.</summary>
    private static string Missing(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return string.Join(", ", json.RootElement.GetProperty("checks").EnumerateObject().Where(check => !check.Value.GetBoolean()).Select(check => check.Name));
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "something else than a server of this kind answers there";
        }
    }
}
