using System.Text.Json;
using Personalization.Gateway.Decisions;
using Personalization.Gateway.Profiles;
using Personalization.Replay.History;

namespace Personalization.Gateway.TimeTravel;

/// <summary>Writes decisions of the past as JSON.</summary>
internal static class PastDecisionWriter
{
    /// <summary>Writes a decision: what was answered, for whom, and what became of making it again.</summary>
    public static void Write(Utf8JsonWriter writer, PastDecision past)
    {
        var (subject, served) = (past.Record.Subject, past.Record.Served);
        writer.WriteStartObject();
        DecisionWriter.WriteMembers(writer, past.Decision);
        writer.WriteStartObject("subject"u8);
        writer.WriteString("kind"u8, ProfileWriter.KindName(subject.Kind));
        writer.WriteString("id"u8, subject.Id);
        writer.WriteEndObject();
        writer.WriteString("accountId"u8, served.AccountId);
        writer.WriteString("surface"u8, served.Surface);
        writer.WriteString("requestId"u8, served.RequestId);
        writer.WriteString("time"u8, served.Time.ToString());
        writer.WriteBoolean("identical"u8, past.IsIdentical);
        writer.WriteString("notRecomputed"u8, past.NotRecomputed);
        writer.WriteStartArray("differences"u8);
        foreach (var difference in past.Differences)
        {
            writer.WriteStartObject();
            writer.WriteString("member"u8, difference.Member);
            writer.WriteString("stored"u8, difference.Stored);
            writer.WriteString("recomputed"u8, difference.Recomputed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
