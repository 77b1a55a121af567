using System.Globalization;
using System.Text.Json;
using Personalization.Core.Events;
using Personalization.Projections.Rollups;

namespace Personalization.Gateway.Rollups;

/// <summary>Writes rollups as JSON.</summary>
internal static class RollupWriter
{
    /// <summary>Writes a rollup.</summary>
    public static void Write(Utf8JsonWriter writer, AccountRollup rollup)
    {
        writer.WriteStartObject();
        writer.WriteString("account"u8, rollup.Account);
        writer.WriteString("from"u8, TextOf(rollup.From));
        writer.WriteString("to"u8, TextOf(rollup.To));
        writer.WriteBoolean("complete"u8, rollup.IsComplete);
        writer.WriteStartObject("total"u8);
        WriteCounts(writer, rollup.Total);
        writer.WriteEndObject();
        writer.WriteStartArray("days"u8);
        foreach (var day in rollup.Days)
        {
            writer.WriteStartObject();
            writer.WriteString("day"u8, TextOf(day.Day));
            if (day.Counts is { } counts)
            {
                WriteCounts(writer, counts);
            }
            else
            {
                writer.WriteBoolean("withheld"u8, true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, RollupCounts counts)
    {
        writer.WriteNumber("activeUsers"u8, counts.ActiveUsers);
        writer.WriteNumber("views"u8, counts.Views);
        writer.WriteNumber("decisions"u8, counts.Decisions);
        writer.WriteNumber("actions"u8, counts.Actions);
        WriteNamed(writer, "events", counts.Events);
        writer.WriteNumber("otherEvents"u8, counts.OtherEvents);
        WriteNamed(writer, "accountEvents", counts.AccountEvents);
        writer.WriteNumber("otherAccountEvents"u8, counts.OtherAccountEvents);
        writer.WriteStartObject("outcomes"u8);
        foreach (var (outcome, count) in counts.Outcomes)
        {
            writer.WriteNumber(OutcomeNames.Of(outcome), count);
        }

        writer.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter writer, string member, IReadOnlyDictionary<string, long> counts)
    {
        writer.WriteStartObject(member);
        foreach (var (name, count) in counts)
        {
            writer.WriteNumber(name, count);
        }

        writer.WriteEndObject();
    }

    private static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
