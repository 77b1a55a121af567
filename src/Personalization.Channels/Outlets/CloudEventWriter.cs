using System.Buffers;
using System.Text.Json;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Channels.Outlets;

/// <summary>Writes decisions and outcomes as CloudEvents 1.0 in structured mode (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md); <c>docs/formats/messages.md</c> is what receivers may rely on.</summary>
internal static class CloudEventWriter
{
    /// <summary>The media type of the messages.</summary>
    public const string ContentType = "application/cloudevents+json";

    /// <summary>The type of a served decision.</summary>
    public const string DecisionServed = "personalization.decision.served";

    /// <summary>The type of an outcome.</summary>
    public const string OutcomeRecorded = "personalization.outcome.recorded";

    /// <summary>Writes an event of one of the two kinds.</summary>
    public static OutgoingMessage Write(StoredEvent stored)
    {
        var type = stored.Event is Served ? DecisionServed : OutcomeRecorded;
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes);
        writer.WriteStartObject();
        writer.WriteString("specversion"u8, "1.0");
        writer.WriteString("id"u8, stored.Event.Id);
        writer.WriteString("source"u8, $"/tenants/{stored.Subject.Tenant}");
        writer.WriteString("type"u8, type);
        writer.WriteString("subject"u8, $"{KindOf(stored.Subject)}/{stored.Subject.Id}");
        writer.WriteString("time"u8, stored.Event.Time.ToString());
        writer.WriteString("datacontenttype"u8, "application/json");
        writer.WriteString("tenant"u8, stored.Subject.Tenant.Value);
        // What is about one person belongs together and in order: the attribute that brokers with partitions go by.
        writer.WriteString("partitionkey"u8, stored.Subject.ToString());
        writer.WriteStartObject("data"u8);
        WriteData(writer, stored);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return new OutgoingMessage(stored.Event.Id, type, bytes.WrittenMemory);
    }

    private static void WriteData(Utf8JsonWriter writer, StoredEvent stored)
    {
        writer.WriteString(stored.Subject.Kind == SubjectKind.User ? "userId"u8 : "anonymousId"u8, stored.Subject.Id);
        writer.WriteString("accountId"u8, stored.Event.AccountId);
        switch (stored.Event)
        {
            case Served served:
                writer.WriteString("decisionId"u8, served.Id);
                writer.WriteString("surface"u8, served.Surface);
                writer.WriteString("requestId"u8, served.RequestId);
                writer.WriteString("catalog"u8, served.CatalogHash);
                WriteActions(writer, served.Actions);
                break;
            case OutcomeRecorded outcome:
                writer.WriteString("decisionId"u8, outcome.DecisionId);
                writer.WriteString("actionId"u8, outcome.ActionId);
                writer.WriteString("outcome"u8, OutcomeNames.Of(outcome.Outcome));
                writer.WriteString("until"u8, outcome.Until?.ToString());
                break;
        }
    }

    private static void WriteActions(Utf8JsonWriter writer, ServedAction[] actions)
    {
        writer.WriteStartArray("actions"u8);
        foreach (var action in actions)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, action.Id);
            writer.WriteString("variant"u8, action.Variant);
            writer.WriteString("deliverAt"u8, action.DeliverAt?.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string KindOf(in SubjectKey subject) => subject.Kind == SubjectKind.User ? "users" : "anonymous";
}
