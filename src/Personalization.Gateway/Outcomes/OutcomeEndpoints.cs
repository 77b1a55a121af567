using Microsoft.AspNetCore.Http;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Grains;

namespace Personalization.Gateway.Outcomes;

/// <summary><c>POST /v1/outcomes</c>: what became of a served action.</summary>
internal sealed class OutcomeEndpoints(IProfiles profiles, DecisionRegions regions, Admission admission)
{
    /// <summary>Records an outcome; a repeat is answered the same, with <c>duplicate</c> true.</summary>
    public async Task Record(HttpContext http)
    {
        var (fields, problem) = await CallBody.Read<OutcomeFields>(http, admission, OutcomeFields.ReadMember);
        var report = problem is null ? fields.Build() : problem;
        if (report.IsOk && await regions.Check(http.Caller().Tenant, report.Value.DecisionId, http.RequestAborted) is { } elsewhere)
        {
            report = elsewhere;
        }

        var receipt = report.IsOk ? await profiles.RecordOutcome(http.Caller().Tenant, report.Value, http.RequestAborted) : report.Problem;
        await (receipt.IsOk ? Write(http, receipt.Value) : http.Problem(receipt.Problem));
    }

    private static Task Write(HttpContext http, OutcomeReceipt receipt) => JsonReply.Write(http.Response, receipt, static (writer, written) =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("recorded"u8, true);
        writer.WriteBoolean("duplicate"u8, written.IsDuplicate);
        writer.WriteEndObject();
    });
}
