using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Personalization.Core.Events;
using Personalization.Gateway.DeadLetters;
using Personalization.Gateway.Json;
using Personalization.Gateway.Profiles;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Writes records of an export as JSON objects on one line each. One thread at a time.</summary>
internal sealed class ExportWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly Utf8JsonWriter json;

    public ExportWriter() => json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>Writes a record.</summary>
    /// <returns>Its line without the end; valid until the next call.</returns>
    public ReadOnlyMemory<byte> Write(ExportRecord record)
    {
        bytes.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        WriteMembers(record);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();

    private void WriteMembers(ExportRecord record)
    {
        switch (record)
        {
            case ExportHead head:
                Name("subject"u8);
                json.WriteString("kind"u8, ProfileWriter.KindName(head.Subject.Kind));
                json.WriteString("id"u8, head.Subject.Id);
                json.WriteString("tenant"u8, head.Subject.Tenant.Value);
                json.WriteString("exportedAt"u8, head.Time.ToString());
                break;
            case ExportProfile profile:
                Name("profile"u8);
                ProfileWriter.WriteMembers(json, profile.View);
                break;
            case ExportConsent consent:
                Name("consent"u8);
                json.WriteString("purpose"u8, consent.Purpose);
                json.WriteString("state"u8, consent.Consent.IsGranted ? "granted"u8 : "denied"u8);
                json.WriteString("said"u8, consent.Consent.Said?.ToString());
                json.WriteString("source"u8, consent.Consent.Source);
                break;
            case ExportIdentity identity:
                Name("identity"u8);
                json.WriteString("kind"u8, ProfileWriter.KindName(identity.Subject.Kind));
                json.WriteString("id"u8, identity.Subject.Id);
                break;
            case ExportEvent one:
                Name(one.Happened is Served ? "decision"u8 : "event"u8);
                WriteEvent(one);
                break;
            case ExportLetter letter:
                Name("dead_letter"u8);
                DeadLetterWriter.WriteMembers(json, letter.Stored);
                break;
            case ExportEnd end:
                Name("end"u8);
                json.WriteNumber("events"u8, end.Events);
                json.WriteNumber("deadLetters"u8, end.DeadLetters);
                break;
        }
    }

    private void Name(ReadOnlySpan<byte> name) => json.WriteString("record"u8, name);

    private void WriteEvent(ExportEvent record)
    {
        EventPageWriter.WriteHead(json, record.Stored);
        var one = record.Happened;
        if (one.Context != EventContext.None)
        {
            WriteContext(one.Context);
        }

        if (one is not Consented && one.Consents.Count > 0)
        {
            json.WritePropertyName("consents"u8);
            ValueWriter.Write(json, one.Consents);
        }

        if (one is Served served)
        {
            WriteDecision(served);
        }
    }

    private void WriteContext(EventContext context)
    {
        json.WriteStartObject("context"u8);
        json.WriteString("locale"u8, context.Locale);
        json.WriteString("timezone"u8, context.TimeZone);
        json.WriteString("region"u8, context.Region);
        json.WriteString("device"u8, context.Device);
        json.WriteString("os"u8, context.Os);
        json.WriteString("appVersion"u8, context.AppVersion);
        json.WriteString("source"u8, context.Source);
        json.WriteEndObject();
    }

    /// <summary>What its properties do not say: what was asked, and with which words it was answered.</summary>
    private void WriteDecision(Served served)
    {
        json.WriteString("requestId"u8, served.RequestId);
        json.WriteNumber("accountVersion"u8, served.AccountVersion);
        json.WritePropertyName("requestContext"u8);
        ValueWriter.Write(json, served.RequestContext);
        json.WriteStartArray("served"u8);
        foreach (var action in served.Actions)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, action.Id);
            json.WriteString("variant"u8, action.Variant);
            json.WriteString("deliverAt"u8, action.DeliverAt?.ToString());
            json.WriteStartArray("fills"u8);
            foreach (var fill in action.Fills)
            {
                json.WriteStringValue(fill);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("refused"u8);
        foreach (var refusal in served.Refused)
        {
            json.WriteStartObject();
            json.WriteString("action"u8, refusal.ActionId);
            json.WriteString("owner"u8, refusal.Owner);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
