using System.Text.Json;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Gateway.Consents;
using Personalization.Gateway.Json;
using Personalization.Gateway.Preferences;
using Personalization.Grains;

namespace Personalization.Gateway.Profiles;

/// <summary>Writes profiles as JSON.</summary>
internal static class ProfileWriter
{
    /// <summary>Writes a profile.</summary>
    public static void Write(Utf8JsonWriter writer, ProfileView view)
    {
        writer.WriteStartObject();
        WriteMembers(writer, view);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of a profile into an object that the caller has begun.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, ProfileView view)
    {
        writer.WriteString("kind"u8, KindName(view.Subject.Kind));
        writer.WriteString("id"u8, view.Subject.Id);
        writer.WriteNumber("version"u8, view.Version);
        writer.WriteString("firstSeen"u8, view.FirstSeen.ToString());
        writer.WriteString("lastSeen"u8, view.LastSeen.ToString());
        writer.WriteString("stage"u8, view.Stage);
        WriteIdentities(writer, view.Identities);
        WriteTraits(writer, view.Traits);
        WriteAccounts(writer, view.Accounts);
        WriteErrors(writer, view.Errors);
        WriteMeters(writer, view.Meters);
        WriteChecklists(writer, view.Checklists);
        WriteFeatures(writer, view.Features);
        WriteCounters(writer, view.Counters);
        WritePaths(writer, view.Paths);
        WriteContext(writer, view.Context);
        ExposureWriter.Write(writer, view.Exposures);
        PreferenceWriter.Write(writer, view);
        ConsentWriter.Write(writer, view.Consents);
        // The members of later features are there from the start, so that a client can rely on the shape.
        WriteEmpty(writer, "experiments"u8);
    }

    /// <summary>The name of a kind of subject.</summary>
    public static string KindName(SubjectKind kind) => kind switch
    {
        SubjectKind.User => "user",
        SubjectKind.Account => "account",
        _ => "anonymous",
    };

    private static void WriteIdentities(Utf8JsonWriter writer, IReadOnlyList<IdentityView> identities)
    {
        writer.WriteStartArray("identities"u8);
        foreach (var identity in identities)
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, KindName(identity.Kind));
            writer.WriteString("id"u8, identity.Id);
            writer.WriteString("at"u8, identity.At.ToString());
            writer.WriteBoolean("undone"u8, identity.IsUndone);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTraits(Utf8JsonWriter writer, IReadOnlyDictionary<string, Value> traits)
    {
        writer.WriteStartObject("traits"u8);
        foreach (var (name, value) in traits)
        {
            writer.WritePropertyName(name);
            ValueWriter.Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteAccounts(Utf8JsonWriter writer, IReadOnlyList<MembershipView> accounts)
    {
        writer.WriteStartArray("accounts"u8);
        foreach (var account in accounts)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, account.AccountId);
            WriteTraits(writer, account.Traits);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteErrors(Utf8JsonWriter writer, IReadOnlyList<ErrorView> errors)
    {
        writer.WriteStartArray("errors"u8);
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            writer.WriteString("error"u8, error.Error);
            writer.WriteString("code"u8, error.Code);
            writer.WriteString("feature"u8, error.Feature);
            writer.WriteNumber("count"u8, error.Count);
            writer.WriteString("first"u8, error.First.ToString());
            writer.WriteString("last"u8, error.Last.ToString());
            writer.WriteBoolean("open"u8, error.IsOpen);
            writer.WriteString("resolved"u8, error.Resolved?.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMeters(Utf8JsonWriter writer, IReadOnlyDictionary<string, MeterView> meters)
    {
        writer.WriteStartObject("meters"u8);
        foreach (var (name, meter) in meters)
        {
            writer.WriteStartObject(name);
            writer.WriteNumber("used"u8, meter.Used);
            WriteNumber(writer, "limit"u8, meter.Limit);
            WriteNumber(writer, "ratio"u8, meter.Ratio);
            writer.WriteString("periodStart"u8, meter.PeriodStart?.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteChecklists(Utf8JsonWriter writer, IReadOnlyDictionary<string, ChecklistView> checklists)
    {
        writer.WriteStartObject("checklists"u8);
        foreach (var (name, checklist) in checklists)
        {
            writer.WriteStartObject(name);
            writer.WriteNumber("done"u8, checklist.Done);
            writer.WriteNumber("total"u8, checklist.Total);
            writer.WriteStartObject("steps"u8);
            foreach (var (step, doneAt) in checklist.Steps)
            {
                writer.WriteString(step, doneAt?.ToString());
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteFeatures(Utf8JsonWriter writer, IReadOnlyDictionary<string, FeatureView> features)
    {
        writer.WriteStartObject("features"u8);
        foreach (var (name, feature) in features)
        {
            writer.WriteStartObject(name);
            writer.WriteNumber("count"u8, feature.Count);
            writer.WriteString("first"u8, feature.First.ToString());
            writer.WriteString("last"u8, feature.Last.ToString());
            writer.WriteNumber("spentMilliseconds"u8, feature.SpentMilliseconds);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteCounters(Utf8JsonWriter writer, IReadOnlyDictionary<string, long> counters)
    {
        writer.WriteStartObject("counters"u8);
        foreach (var (name, count) in counters)
        {
            writer.WriteNumber(name, count);
        }

        writer.WriteEndObject();
    }

    private static void WritePaths(Utf8JsonWriter writer, IReadOnlyList<PathView> paths)
    {
        writer.WriteStartArray("paths"u8);
        foreach (var path in paths)
        {
            writer.WriteStartObject();
            writer.WriteString("path"u8, path.Path);
            writer.WriteString("time"u8, path.Time.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteContext(Utf8JsonWriter writer, EventContext context)
    {
        writer.WriteStartObject("context"u8);
        writer.WriteString("locale"u8, context.Locale);
        writer.WriteString("timezone"u8, context.TimeZone);
        writer.WriteString("region"u8, context.Region);
        writer.WriteString("device"u8, context.Device);
        writer.WriteString("os"u8, context.Os);
        writer.WriteString("appVersion"u8, context.AppVersion);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteEmpty(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        writer.WriteStartObject(name);
        writer.WriteEndObject();
    }
}
