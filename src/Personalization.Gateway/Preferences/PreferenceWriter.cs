using System.Text.Json;
using Personalization.Core.Calendars;
using Personalization.Core.Events;
using Personalization.Grains;

namespace Personalization.Gateway.Preferences;

/// <summary>Writes what a person likes to get as JSON.</summary>
internal static class PreferenceWriter
{
    /// <summary>Writes the answer to somebody who has said something.</summary>
    public static void WriteReceipt(Utf8JsonWriter writer, ProfileView view)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, view.Version);
        Write(writer, view);
        writer.WriteEndObject();
    }

    /// <summary>Writes the member <c>preferences</c>.</summary>
    public static void Write(Utf8JsonWriter writer, ProfileView view)
    {
        writer.WriteStartObject("preferences"u8);
        WriteActions(writer, view.Exposures);
        writer.WriteStartObject("lessLikeThis"u8);
        foreach (var (action, until) in view.Preferences.LessLike)
        {
            writer.WriteString(action, until.ToString());
        }

        writer.WriteEndObject();
        WriteSources(writer, view.Preferences.DataSources);
        writer.WriteString("snoozedUntil"u8, view.Preferences.SnoozedUntil?.ToString());
        WriteQuietHours(writer, view.Preferences.QuietHours);
        writer.WriteStartObject("topics"u8);
        foreach (var (topic, preference) in view.Preferences.Topics)
        {
            WriteTopic(writer, topic, preference);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes the member <c>quietHours</c>.</summary>
    public static void WriteQuietHours(Utf8JsonWriter writer, IReadOnlyList<WeeklyInterval> intervals)
    {
        writer.WriteStartArray("quietHours"u8);
        foreach (var interval in intervals)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("days"u8);
            foreach (var day in IntervalFields.Names(interval.Days))
            {
                writer.WriteStringValue(day);
            }

            writer.WriteEndArray();
            writer.WriteString("from"u8, IntervalFields.Text(interval.From));
            writer.WriteString("to"u8, IntervalFields.Text(interval.To));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSources(Utf8JsonWriter writer, IReadOnlyDictionary<string, SourceView> sources)
    {
        writer.WriteStartObject("dataSources"u8);
        foreach (var (name, source) in sources)
        {
            writer.WriteStartObject(name);
            writer.WriteBoolean("on"u8, source.IsOn);
            writer.WriteString("said"u8, source.Said?.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteActions(Utf8JsonWriter writer, IReadOnlyDictionary<string, ExposureView> exposures)
    {
        writer.WriteStartArray("optedOut"u8);
        foreach (var (action, exposure) in exposures)
        {
            if (exposure.IsOptedOut)
            {
                writer.WriteStringValue(action);
            }
        }

        writer.WriteEndArray();
        writer.WriteStartObject("snoozed"u8);
        foreach (var (action, exposure) in exposures)
        {
            if (exposure.SnoozedUntil is { } until)
            {
                writer.WriteString(action, until.ToString());
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteTopic(Utf8JsonWriter writer, string topic, TopicView preference)
    {
        writer.WriteStartObject(topic);
        writer.WriteBoolean("on"u8, preference.IsOn);
        writer.WriteString("said"u8, preference.Said?.ToString());
        writer.WriteString("digest"u8, preference.Digest is { } digest ? DigestFrequencies.Name(digest) : null);
        writer.WriteStartObject("channels"u8);
        foreach (var (channel, isOn) in preference.Channels)
        {
            writer.WriteBoolean(channel, isOn);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
