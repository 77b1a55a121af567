using System.Text.Json;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>Writes replays as JSON.</summary>
internal static class ReplayWriter
{
    /// <summary>Writes a list.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<JobProgress> jobs)
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
    public static void Write(Utf8JsonWriter writer, JobProgress progress)
    {
        var job = progress.Job;
        writer.WriteStartObject();
        writer.WriteString("id"u8, job.Id);
        writer.WriteString("kind"u8, ReplayNames.Of(job.Order.Kind));
        writer.WriteString("state"u8, ReplayNames.Of(job.State));
        WriteOrder(writer, job.Order);
        writer.WriteString("createdAt"u8, job.Created.ToString());
        WriteKnown(writer, "startedAt", job.Started?.ToString());
        WriteKnown(writer, "endedAt", job.Ended?.ToString());
        WriteProgress(writer, progress);
        WriteKnown(writer, "failureCode", job.Failure?.Code);
        WriteKnown(writer, "failure", job.Failure?.Message);
        writer.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter writer, ReplayOrder order)
    {
        WriteKnown(writer, "from", order.From?.ToString());
        WriteKnown(writer, "to", order.To?.ToString());
        writer.WriteNumber("subjects"u8, order.Subjects.Count);
        WriteKnown(writer, "into", order.Into?.Value);
        WriteKnown(writer, "catalog", order.Catalog);
        WriteKnown(writer, "importFile", order.ImportFile);
        WriteKnown(writer, "queue", order.Queue);
        if (order.Queue is not null)
        {
            writer.WriteBoolean("untilEmpty"u8, order.UntilEmpty);
        }
    }

    private static void WriteProgress(Utf8JsonWriter writer, JobProgress progress)
    {
        writer.WriteStartObject("progress"u8);
        if (progress.Share is { } share)
        {
            writer.WriteNumber("share"u8, Math.Round(share, 4));
        }

        writer.WriteNumber("eventsPerSecond"u8, Math.Round(progress.EventsPerSecond));
        if (progress.Remaining is { } remaining)
        {
            writer.WriteNumber("remainingSeconds"u8, Math.Ceiling(remaining.TotalSeconds));
        }

        writer.WriteNumber("findings"u8, progress.Job.Findings);
        writer.WriteStartObject("counts"u8);
        foreach (var (name, count) in progress.Job.Counts.OrderBy(one => one.Key, StringComparer.Ordinal))
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
