using System.Text;
using Microsoft.AspNetCore.Http;
using Personalization.Core.Subjects;
using Personalization.Replay;

namespace Personalization.Gateway.Replays;

/// <summary>Writes findings as they are read: lines of JSON, CSV, or a table for people.</summary>
internal static class FindingsReply
{
    private const string Ndjson = "ndjson", Csv = "csv", Table = "table";

    /// <summary>All formats, for messages.</summary>
    public const string Formats = "ndjson, csv or table";

    /// <summary>Whether there is such a format.</summary>
    public static bool Knows(string format) => format is Ndjson or Csv or Table;

    /// <summary>Writes the findings of a job.</summary>
    public static async Task Write(HttpContext http, FindingPages found, string format, long limit)
    {
        http.Response.ContentType = format switch
        {
            Csv => "text/csv; charset=utf-8; header=present",
            Table => "text/plain; charset=utf-8",
            _ => "application/x-ndjson",
        };
        var head = format switch
        {
            Csv => FindingCsv.Header,
            Table => Row(FindingTable.Headings),
            _ => "",
        };
        await http.Response.WriteAsync(head, http.RequestAborted);
        await foreach (var line in found.Read(limit, http.RequestAborted))
        {
            await http.Response.WriteAsync(Render(line, format, found.Tenant), http.RequestAborted);
        }
    }

    private static string Render(string line, string format, TenantId tenant) => format switch
    {
        Csv => FindingCsv.Lines(Read(line, tenant)),
        Table => string.Concat(FindingTable.Rows(Read(line, tenant)).Select(Row)),
        _ => line + "\n",
    };

    private static ReplayFinding Read(string line, TenantId tenant) => FindingJson.Read(Encoding.UTF8.GetBytes(line), tenant);

    // How wide columns must be is known at the end only; tabs let whoever reads it decide.
    private static string Row(IReadOnlyList<string> cells) => string.Join('\t', cells) + "\n";
}
