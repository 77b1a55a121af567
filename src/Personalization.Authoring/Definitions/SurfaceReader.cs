using System.Collections.Immutable;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads surfaces, with what their channels say for all of them.</summary>
/// <param name="scope">The merged files.</param>
/// <param name="quietHours">The quiet hours that they can name.</param>
internal sealed class SurfaceReader(CatalogScope scope, ImmutableArray<QuietHoursDefinition> quietHours)
{
    /// <summary>The channel of what is on the screen now, so that nothing can be put off there unless it is asked for.</summary>
    private const string ChannelNow = "in_app";

    /// <summary>Reads all of them.</summary>
    public ImmutableArray<SurfaceDefinition> Read()
    {
        var channels = scope.Section(SectionNames.Channels).ToDictionary(channel => channel.Id, StringComparer.Ordinal);
        foreach (var channel in channels.Values)
        {
            Slot(channel);
        }

        return [.. scope.Section(SectionNames.Surfaces).Select(surface => Read(surface, channels.GetValueOrDefault(surface.Text("channel"))))];
    }

    private SurfaceDefinition Read(Definition surface, Definition? channel)
    {
        var name = surface.Text("channel");
        foreach (var limit in surface.Node["perTag"]?.Entries ?? [])
        {
            Tags.Require(scope, limit.Name);
        }

        return new SurfaceDefinition(surface.Id, name, surface.Number("max", 1))
        {
            QuietHoursSlot = surface.Node["quietHours"] is null && channel is not null ? Find(channel) : Slot(surface),
            DefersDelivery = channel?.Node["defers"]?.Scalar.AsBool ?? name != ChannelNow,
            TagLimits =
            [
                .. (surface.Node["perTag"]?.Entries ?? [])
                    .OrderBy(limit => limit.Key, StringComparer.Ordinal)
                    .Select(limit => new TagLimit(limit.Key, (int)limit.Value.Scalar.AsInt)),
            ],
        };
    }

    private int Slot(Definition definition)
    {
        if (definition.Node["quietHours"] is { } name)
        {
            scope.Require(SectionNames.QuietHours, name, "unknown_quiet_hours", "quiet hours");
        }

        return Find(definition);
    }

    private int Find(Definition definition) => Slots.Find(quietHours, hours => hours.Id, definition.Text("quietHours"));
}
