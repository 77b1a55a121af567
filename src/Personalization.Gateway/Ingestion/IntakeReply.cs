using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;

namespace Personalization.Gateway.Ingestion;

/// <summary>Answers a call that sent events: 200 where at least one is in, else 422 with the same members in a problem document, or 421 where all of them belong to another region.</summary>
internal static class IntakeReply
{
    /// <summary>Writes the answer.</summary>
    public static Task Write(HttpContext http, IntakeReport report)
    {
        if (report.Accepted + report.Duplicates > 0 || report.Rejected.Count == 0)
        {
            return JsonReply.Write(http.Response, report, Write);
        }

        if (report.Rejected.All(one => one.Problem is WrongRegion))
        {
            return http.Problem(report.Rejected[0].Problem, writer => WriteMembers(writer, report));
        }

        var none = new Problem(ProblemCodes.NothingAccepted, "", $"None of {report.Rejected.Count} events was accepted; the first: {report.Rejected[0].Problem.Message}");
        return http.Problem(none, writer => WriteMembers(writer, report));
    }

    /// <summary>Writes what became of the events.</summary>
    public static void Write(Utf8JsonWriter writer, IntakeReport report)
    {
        writer.WriteStartObject();
        WriteMembers(writer, report);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, IntakeReport report)
    {
        writer.WriteNumber("accepted"u8, report.Accepted);
        writer.WriteNumber("duplicates"u8, report.Duplicates);
        writer.WriteStartArray("rejected"u8);
        foreach (var one in report.Rejected)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, one.Index);
            writer.WriteString("messageId"u8, one.MessageId);
            writer.WriteString("code"u8, one.Problem.Code);
            writer.WriteString("path"u8, one.Problem.Path);
            writer.WriteString("message"u8, one.Problem.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
