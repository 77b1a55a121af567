using System.Text.Json;
using Personalization.Channels.RabbitMq;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Channels.Settings;

/// <summary>Reads the settings of inlets and outlets from JSON; <c>docs/guides/queues.md</c> shows it.</summary>
public static class ChannelSettingsReader
{
    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Reads settings.</summary>
    /// <param name="json">The JSON, UTF-8; comments and trailing commas are allowed.</param>
    /// <param name="broker">The broker that they are about.</param>
    /// <param name="settings">The settings, where nothing is wrong.</param>
    /// <returns>Null, or the first thing that is wrong: <c>malformed_json</c>, <c>required</c>, <c>wrong_type</c>, <c>out_of_range</c>, <c>not_allowed</c>, <c>unknown_field</c>, <c>tenant_invalid</c>, <c>repeated</c>.</returns>
    public static Problem? Read(ReadOnlyMemory<byte> json, Uri broker, out ChannelSettings settings)
    {
        settings = new ChannelSettings(broker, [], []);
        try
        {
            using var document = JsonDocument.Parse(json, Reading);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new Problem("wrong_type", "", "Write an object with queues, outlets or both.");
            }

            var root = new SettingsMembers(document.RootElement, "");
            settings = new ChannelSettings(broker, Inlets(root), Outlets(root));
            root.End();
            return root.Problem;
        }
        catch (JsonException broken)
        {
            return new Problem("malformed_json", "", $"This is not JSON at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}.");
        }
    }

    private static List<InletSettings> Inlets(SettingsMembers root)
    {
        var inlets = new List<InletSettings>();
        foreach (var one in root.Objects("queues", Limits.ChannelsMax))
        {
            var inlet = new InletSettings(
                one.Text("queue", Limits.NameBytesMax),
                Tenant(one),
                (ushort)one.Number("prefetch", 1, Limits.PrefetchMax, Limits.Prefetch),
                Creation(one));
            if (inlets.Exists(other => other.Queue == inlet.Queue))
            {
                one.Refuse("repeated", "queue", $"The queue '{inlet.Queue}' is listed twice; its messages belong to one tenant.");
            }

            one.End();
            inlets.Add(inlet);
        }

        return inlets;
    }

    private static List<OutletSettings> Outlets(SettingsMembers root)
    {
        var outlets = new List<OutletSettings>();
        foreach (var one in root.Objects("outlets", Limits.ChannelsMax))
        {
            var outlet = Outlet(one);
            if (outlets.Exists(other => other.Name == outlet.Name))
            {
                one.Refuse("repeated", "name", $"There are two outlets '{outlet.Name}'; how far each has come is kept under its name.");
            }

            one.End();
            outlets.Add(outlet);
        }

        return outlets;
    }

    private static OutletSettings Outlet(SettingsMembers one)
    {
        var outlet = new OutletSettings(
            one.Text("name", Limits.OutletNameBytesMax),
            Tenant(one),
            one.Text("exchange", Limits.NameBytesMax, otherwise: ""),
            one.Text("routingKey", Limits.NameBytesMax),
            EventTypeSet.Of([.. one.Words("events", ("decisions", EventType.Served), ("outcomes", EventType.OutcomeRecorded))]),
            one.Word("from", ("now", false), ("beginning", true)),
            Creation(one));
        if (outlet.Exchange.Length > 0 && outlet.Creation != QueueCreation.None)
        {
            one.Refuse("not_allowed", "create", "Only a queue can be made, and this outlet writes to an exchange: leave out create, and declare the exchange at the broker.");
        }

        return outlet;
    }

    private static QueueCreation Creation(SettingsMembers one) =>
        one.Word("create", ("no", QueueCreation.None), ("classic", QueueCreation.Classic), ("quorum", QueueCreation.Quorum));

    private static TenantId Tenant(SettingsMembers one)
    {
        var tenant = new TenantId(one.Text("tenant", Limits.NameBytesMax));
        if (TenantRules.Check(tenant) is { } problem)
        {
            one.Refuse(problem.Code, "tenant", problem.Message);
        }

        return tenant;
    }
}
