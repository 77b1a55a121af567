using System.Net.Http.Headers;
using Personalization.Samples.Saas;
using Personalization.Server.Keys;
using Personalization.Server.Settings;

namespace Personalization.Server.Demo;

/// <summary>The demo: streams the sample product's history into the running server as a client would, then shows what comes out.</summary>
internal static class DemoRun
{
    /// <summary>Streams and shows. Returns early when the server is told to stop.</summary>
    public static async Task Start((Uri Http, Uri Grpc) addresses, ServerSettings settings, CancellationToken stopping)
    {
        using var client = new HttpClient { BaseAddress = addresses.Http };
        var key = (await File.ReadAllTextAsync(FirstKey.PathIn(settings.Data), stopping)).Trim();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            var people = new RecentPeople();
            await new HistoryStream(client, people, Console.Out).Send(new HistoryOptions(DateTimeOffset.UtcNow), stopping);
            await new DemoTour(client, Console.Out).Show(people, stopping);
            Banner.WriteTour(Console.Out, addresses, FirstKey.PathIn(settings.Data));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync("\nstopped before the end of the history");
        }
    }
}
