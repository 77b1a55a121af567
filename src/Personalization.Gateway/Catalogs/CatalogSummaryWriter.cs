using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;
using Personalization.Grains;

namespace Personalization.Gateway.Catalogs;

/// <summary>Writes what is in a catalog as JSON: names, and of what people are asked also the texts and what counts until they answer.</summary>
internal static class CatalogSummaryWriter
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter writer, ActiveCatalog active)
    {
        var catalog = active.Catalog;
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
        WritePurposes(writer, catalog);
        WriteTopics(writer, catalog, active.Decisions.Topics);
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

    private static void WritePurposes(Utf8JsonWriter writer, Catalog catalog)
    {
        writer.WriteStartArray("purposes"u8);
        foreach (var purpose in catalog.Purposes)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, purpose.Id);
            writer.WriteBoolean("granted"u8, purpose.IsGrantedByDefault);
            WriteNames(writer, "categories", purpose.Categories);
            WriteTexts(writer, "description", purpose.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTopics(Utf8JsonWriter writer, Catalog catalog, TopicPlan plan)
    {
        writer.WriteStartArray("topics"u8);
        for (var slot = 0; slot < catalog.Topics.Length; slot++)
        {
            var topic = catalog.Topics[slot];
            writer.WriteStartObject();
            writer.WriteString("id"u8, topic.Id);
            writer.WriteString("parent"u8, topic.ParentSlot < 0 ? null : catalog.Topics[topic.ParentSlot].Id);
            WriteTexts(writer, "description", topic.Description);
            writer.WriteBoolean("on"u8, plan.Whole(slot).IsOnByDefault);
            writer.WriteStartObject("channels"u8);
            foreach (var channel in plan.Channels)
            {
                writer.WriteBoolean(channel, plan.On(slot, channel).IsOnByDefault);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string member, ImmutableSortedDictionary<string, string> texts)
    {
        writer.WriteStartObject(member);
        foreach (var (locale, text) in texts)
        {
            writer.WriteString(locale, text);
        }

        writer.WriteEndObject();
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
