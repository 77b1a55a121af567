using System.Text.Json;
using Personalization.Core.Events;
using Personalization.Gateway.Json;
using Personalization.Gateway.Preferences;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Gateway.Profiles;

/// <summary>Writes pages of a subject's journal.</summary>
internal static class EventPageWriter
{
    /// <summary>Writes a page.</summary>
    public static void Write(Utf8JsonWriter writer, EventPage page)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("events"u8);
        foreach (var stored in page.Events)
        {
            Write(writer, stored);
        }

        writer.WriteEndArray();
        NextPage.Write(writer, page.Next);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, in StoredEvent stored)
    {
        writer.WriteStartObject();
        WriteHead(writer, stored);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of an event into an object that the caller has begun.</summary>
    public static void WriteHead(Utf8JsonWriter writer, in StoredEvent stored)
    {
        var adopted = stored.Event as Adopted;
        var one = adopted?.Original ?? stored.Event;
        writer.WriteNumber("version"u8, stored.Version);
        writer.WriteString("id"u8, EventIds.TextOf(one.Id));
        writer.WriteString("type"u8, TypeName(one));
        writer.WriteString("event"u8, (one as Tracked)?.Name);
        writer.WriteString("time"u8, one.Time.ToString());
        writer.WriteString("receivedAt"u8, one.ReceivedAt.ToString());
        writer.WriteString("accountId"u8, one.AccountId);
        writer.WritePropertyName("properties"u8);
        WriteProperties(writer, one);
        if (adopted is not null)
        {
            writer.WriteStartObject("adopted"u8);
            writer.WriteString("merge"u8, adopted.MergeId);
            writer.WriteNumber("version"u8, adopted.SourceVersion);
            writer.WriteString("receivedAt"u8, adopted.ReceivedAt.ToString());
            writer.WriteEndObject();
        }
    }

    private static string TypeName(Event one) => one switch
    {
        Tracked => "track",
        Identified => "identify",
        Grouped => "group",
        Aliased => "alias",
        Viewed { IsScreen: true } => "screen",
        Viewed => "page",
        Consented => "consent",
        Preferred => "preferences",
        MergedInto => "merged_into",
        Merged => "merged",
        Unmerged => "unmerged",
        Reopened => "reopened",
        Expired => "expired",
        Served => "served",
        OutcomeRecorded => "outcome",
        CapCounted => "cap_counted",
        _ => throw new ArgumentOutOfRangeException(nameof(one), one.Type, "There is no such event."),
    };

    /// <summary>What an event says beside its head; of identify and group the traits.</summary>
    private static void WriteProperties(Utf8JsonWriter writer, Event one)
    {
        switch (one)
        {
            case Tracked tracked:
                ValueWriter.Write(writer, tracked.Properties);
                break;
            case Identified identified:
                ValueWriter.Write(writer, identified.Traits);
                break;
            case Grouped grouped:
                ValueWriter.Write(writer, grouped.Traits);
                break;
            default:
                writer.WriteStartObject();
                WriteMembers(writer, one);
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, Event one)
    {
        switch (one)
        {
            case Viewed viewed:
                writer.WriteString("path"u8, viewed.Path);
                break;
            case Aliased aliased:
                writer.WriteString("previousId"u8, aliased.PreviousId);
                break;
            case Consented consented:
                writer.WritePropertyName("consents"u8);
                ValueWriter.Write(writer, consented.Consents);
                writer.WriteString("source"u8, consented.Source);
                writer.WriteString("proof"u8, consented.Proof);
                break;
            case MergedInto into:
                writer.WriteString("userId"u8, into.UserId);
                break;
            case Merged merged:
                writer.WriteString("kind"u8, ProfileWriter.KindName(merged.SourceKind));
                writer.WriteString("id"u8, merged.SourceId);
                writer.WriteNumber("throughVersion"u8, merged.ThroughVersion);
                break;
            case Unmerged unmerged:
                writer.WriteString("merge"u8, unmerged.MergeId);
                break;
            case Reopened reopened:
                writer.WriteString("merge"u8, reopened.MergeId);
                break;
            case Expired { Consents.Count: > 0 } expired:
                writer.WritePropertyName("consents"u8);
                ValueWriter.Write(writer, expired.Consents);
                break;
            case Preferred preferred:
                WritePreferences(writer, preferred);
                break;
            case Served served:
                writer.WriteString("surface"u8, served.Surface);
                writer.WriteString("catalog"u8, served.CatalogHash);
                writer.WriteStartArray("actions"u8);
                foreach (var action in served.Actions)
                {
                    writer.WriteStringValue(action.Id);
                }

                writer.WriteEndArray();
                break;
            case OutcomeRecorded recorded:
                writer.WriteString("decisionId"u8, recorded.DecisionId);
                writer.WriteString("actionId"u8, recorded.ActionId);
                writer.WriteString("outcome"u8, OutcomeNames.Of(recorded.Outcome));
                writer.WriteString("until"u8, recorded.Until?.ToString());
                break;
            case CapCounted counted:
                writer.WriteString("cap"u8, counted.CapId);
                writer.WriteString("decisionId"u8, counted.DecisionId);
                break;
        }
    }

    /// <summary>What was not mentioned is left out.</summary>
    private static void WritePreferences(Utf8JsonWriter writer, Preferred preferred)
    {
        writer.WritePropertyName("topics"u8);
        ValueWriter.Write(writer, preferred.Topics);
        writer.WritePropertyName("digest"u8);
        ValueWriter.Write(writer, preferred.Digest);
        if (preferred.LessLike.Count > 0)
        {
            writer.WritePropertyName("lessLikeThis"u8);
            ValueWriter.Write(writer, preferred.LessLike);
        }

        if (preferred.DataSources.Count > 0)
        {
            writer.WritePropertyName("dataSources"u8);
            ValueWriter.Write(writer, preferred.DataSources);
        }

        if (preferred.SnoozedUntil is { } until)
        {
            writer.WriteString("snoozedUntil"u8, until.ToString());
        }

        if (preferred.QuietHours is { } quiet)
        {
            PreferenceWriter.WriteQuietHours(writer, quiet.Intervals);
        }

        writer.WriteString("source"u8, preferred.Source);
    }
}
