using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Grains;

namespace Personalization.Gateway.Catalogs;

/// <summary><c>GET /v1/catalog</c>: what the tenant runs on.</summary>
internal sealed class CatalogEndpoints(ICatalogs catalogs)
{
    /// <summary>Tells name, hash and the names in the active catalog.</summary>
    public Task Get(HttpContext http) => catalogs.TryGetActive(http.Caller().Tenant, out var active)
        ? JsonReply.Write(http.Response, active.Catalog, Write)
        : http.Problem(new Problem(ProblemCodes.NotFound, "", "This tenant has no active catalog yet."));

    private static void Write(Utf8JsonWriter writer, Catalog catalog)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, catalog.Name);
        writer.WriteString("hash"u8, catalog.Hash.Value);
        writer.WriteString("defaultLocale"u8, catalog.DefaultLocale);
        writer.WriteString("unknownEvents"u8, catalog.UnknownEvents == UnknownEventPolicy.Keep ? "keep"u8 : "reject"u8);
        WriteNames(writer, "events", catalog.Events.Select(one => one.Name));
        WriteNames(writer, "traits", catalog.Traits.Select(one => one.Id));
        WriteNames(writer, "errors", catalog.Errors.Select(one => one.Id));
        WriteNames(writer, "meters", catalog.Meters.Select(one => one.Id));
        WriteNames(writer, "checklists", catalog.Checklists.Select(one => one.Id));
        WriteNames(writer, "features", catalog.Features.Select(one => one.Id));
        WriteNames(writer, "counters", catalog.Counters.Select(one => one.Id));
        WriteNames(writer, "stages", catalog.Stages.Select(one => one.Id));
        WriteNames(writer, "segments", catalog.Segments.Select(one => one.Id));
        WriteNames(writer, "caps", catalog.Caps.Where(one => !one.IsGap).Select(one => one.Id));
        WriteNames(writer, "gaps", catalog.Caps.Where(one => one.IsGap).Select(one => one.Id));
        WriteNames(writer, "budgets", catalog.Budgets.Select(one => one.Id));
        WriteNames(writer, "groups", catalog.Groups.Select(one => one.Id));
        WriteNames(writer, "tiers", catalog.Tiers);
        WriteNames(writer, "flags", catalog.Flags.Select(one => one.Id));
        WriteSurfaces(writer, catalog);
        writer.WriteEndObject();
    }

    private static void WriteSurfaces(Utf8JsonWriter writer, Catalog catalog)
    {
        writer.WriteStartArray("surfaces"u8);
        foreach (var surface in catalog.Surfaces)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, surface.Id);
            writer.WriteString("channel"u8, surface.Channel);
            writer.WriteNumber("max"u8, surface.ActionsMax);
            WriteNames(writer, "actions", catalog.Actions.Where(action => action.Surfaces.Contains(surface.Id)).Select(action => action.Id));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter writer, string member, IEnumerable<string> names)
    {
        writer.WriteStartArray(member);
        foreach (var name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}
