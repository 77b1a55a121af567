using System.Text.Json;
using Personalization.Core.Decisions;

namespace Personalization.Gateway.Decisions;

/// <summary>Writes decisions as JSON.</summary>
internal static class DecisionWriter
{
    /// <summary>Writes a decision; with what was rejected, where it was asked to explain.</summary>
    public static void Write(Utf8JsonWriter writer, Decision decision)
    {
        writer.WriteStartObject();
        WriteMembers(writer, decision);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of a decision into an object that the caller has begun.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, Decision decision)
    {
        writer.WriteString("decisionId"u8, decision.Id);
        writer.WriteNumber("profileVersion"u8, decision.ProfileVersion);
        writer.WriteString("catalog"u8, decision.Catalog);
        writer.WriteBoolean("holdout"u8, decision.Holdout);
        writer.WriteStartArray("actions"u8);
        foreach (var action in decision.Actions)
        {
            Write(writer, action);
        }

        writer.WriteEndArray();
        writer.WriteNumber("rejectedCount"u8, decision.RejectedCount);
        if (!decision.Rejected.IsDefault)
        {
            Write(writer, decision.Rejected.AsSpan());
        }
    }

    private static void Write(Utf8JsonWriter writer, ChosenAction action)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, action.Id);
        writer.WriteString("kind"u8, action.Kind);
        writer.WriteString("variant"u8, action.Variant);
        writer.WriteString("channel"u8, action.Channel);
        writer.WriteStartObject("content"u8);
        foreach (var (name, text) in action.Content)
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
        writer.WriteString("deliverAt"u8, action.DeliverAt?.ToString());
        writer.WriteStartArray("reasons"u8);
        foreach (var reason in action.Reasons)
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, reason.Code);
            writer.WriteString("detail"u8, reason.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("why"u8, action.Why);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<RejectedAction> rejected)
    {
        writer.WriteStartArray("rejected"u8);
        foreach (var action in rejected)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, action.Id);
            writer.WriteString("stage"u8, action.Stage);
            writer.WriteString("code"u8, action.Code);
            writer.WriteString("detail"u8, action.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
