using System.Text.Json;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>Writes replays as JSON.</summary>
internal static class ReplayWriter
{
    /// <summary>Writes a list.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ReplaySummary> jobs)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("replays"u8);
        foreach (var job in jobs)
        {
            Write(writer, job);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes one.</summary>
    public static void Write(Utf8JsonWriter writer, ReplaySummary job)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, job.Id);
        writer.WriteString("kind"u8, ReplayNames.Of(job.Kind));
        writer.WriteString("state"u8, ReplayNames.Of(job.State));
        WriteOrder(writer, job);
        writer.WriteString("createdAt"u8, job.Created.ToString());
        WriteKnown(writer, "startedAt", job.Started?.ToString());
        WriteKnown(writer, "endedAt", job.Ended?.ToString());
        WriteProgress(writer, job);
        WriteKnown(writer, "failureCode", job.Failure?.Code);
        WriteKnown(writer, "failure", job.Failure?.Message);
        WriteKnown(writer, "away", job.Away);
        writer.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter writer, ReplaySummary job)
    {
        WriteKnown(writer, "from", job.From?.ToString());
        WriteKnown(writer, "to", job.To?.ToString());
        writer.WriteNumber("subjects"u8, job.Subjects);
        WriteKnown(writer, "into", job.Into);
        WriteKnown(writer, "catalog", job.Catalog);
        WriteKnown(writer, "importFile", job.ImportFile);
        WriteKnown(writer, "queue", job.Queue);
        if (job.Queue is not null)
        {
            writer.WriteBoolean("untilEmpty"u8, job.UntilEmpty);
        }
    }

    private static void WriteProgress(Utf8JsonWriter writer, ReplaySummary job)
    {
        writer.WriteStartObject("progress"u8);
        if (job.Share is { } share)
        {
            writer.WriteNumber("share"u8, Math.Round(share, 4));
        }

        writer.WriteNumber("eventsPerSecond"u8, Math.Round(job.EventsPerSecond));
        if (job.Remaining is { } remaining)
        {
            writer.WriteNumber("remainingSeconds"u8, Math.Ceiling(remaining.TotalSeconds));
        }

        writer.WriteNumber("findings"u8, job.Findings);
        writer.WriteStartObject("counts"u8);
        foreach (var (name, count) in job.Counts.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            writer.WriteNumber(name, count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
