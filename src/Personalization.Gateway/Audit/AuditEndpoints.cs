using Microsoft.AspNetCore.Http;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Json;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Anchors;

namespace Personalization.Gateway.Audit;

/// <summary><c>GET /v1/audit</c> and <c>GET /v1/audit/anchor</c>: the hash chain over the decisions of the caller's own tenant.</summary>
/// <param name="ledger">What is known of the chains.</param>
internal sealed class AuditEndpoints(AuditLedger ledger)
{
    /// <summary>Tells how far the chain goes.</summary>
    public async Task Get(HttpContext http) => await JsonReply.Write(
        http.Response, await ledger.ReadStatus(http.Caller().Tenant, http.RequestAborted), static (writer, status) =>
        {
            writer.WriteStartObject();
            writer.WriteString("tenant"u8, status.Head.Tenant.Value);
            writer.WriteNumber("decisions"u8, status.Head.Decisions);
            writer.WriteNumber("position"u8, status.Head.Position);
            writer.WriteString("hash"u8, status.Head.Link.ToString());
            writer.WriteNumber("block"u8, status.Head.Block);
            writer.WriteNumber("sealedPosition"u8, status.SealedPosition);
            writer.WriteNumber("endPosition"u8, status.EndPosition);
            writer.WriteNumber("lagSeconds"u8, Math.Round(status.Lag.TotalSeconds, 3));
            writer.WriteEndObject();
        });

    /// <summary>Makes an anchor: to be kept elsewhere and checked with <c>personalize audit verify --anchor</c>.</summary>
    public async Task GetAnchor(HttpContext http) => await JsonReply.Write(
        http.Response, await ledger.MakeAnchor(http.Caller().Tenant, http.RequestAborted), static (writer, anchor) => AnchorJson.Write(writer, anchor));
}
