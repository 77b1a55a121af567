using System.Globalization;
using System.Text.Json.Nodes;
using Personalization.Simulation.Kills.Load;
using Personalization.Simulation.Kills.Servers;

namespace Personalization.Simulation.Kills.Checking;

/// <summary>Reads all streams of a server; usually only what came since the last time.</summary>
internal sealed class RecordedStreams
{
    private const int PageEvents = 1000;
    private readonly Dictionary<string, List<RecordedEvent>> known = Population.Streams.ToDictionary(stream => stream, _ => new List<RecordedEvent>());

    /// <summary>Reads what is new, or all of it again.</summary>
    public async Task<IReadOnlyDictionary<string, RecordedStream>> Read(ServerClient server, bool fromTheBegin)
    {
        var streams = new Dictionary<string, RecordedStream>();
        foreach (var (stream, events) in known)
        {
            if (fromTheBegin)
            {
                events.Clear();
            }

            await ReadEvents(server, stream, events);
            streams[stream] = Fold(events, await server.Get($"/v1/profiles/{stream}"));
        }

        return streams;
    }

    private static async Task ReadEvents(ServerClient server, string stream, List<RecordedEvent> events)
    {
        for (long? after = events.Count; after is not null;)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/v1/profiles/{stream}/events?after={after}&limit={PageEvents}");
            if (await server.Get(path) is not { } page)
            {
                return;
            }

            events.AddRange(page["events"]!.AsArray().Select(one => RecordedEvent.Read(one!)));
            after = (long?)page["next"];
        }
    }

    private static RecordedStream Fold(List<RecordedEvent> events, JsonNode? profile) => new(
        events,
        (long?)profile?["version"] ?? 0,
        (long?)profile?["features"]?["work"]?["count"] ?? (long?)profile?["meters"]?["work"]?["used"] ?? 0,
        profile?["exposures"]?.AsObject().Sum(one => (long)one.Value!["served"]!) ?? 0);
}
