using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Personalization.Gateway.Tests.Telemetry.Observability;

/// <summary>What lies in <c>deploy/observability</c>, and the guides beside it.</summary>
internal static class ObservabilityFiles
{
    public static string Root { get; } = FindRoot();

    public static string Folder => Path.Combine(Root, "deploy", "observability");

    public static string Guide(string name) => Path.Combine(Root, "docs", "guides", name);

    /// <summary>The rules, each with its plain values by key and its annotations by theirs.</summary>
    public static IReadOnlyList<(string Name, string Expression, Dictionary<string, string> Annotations)> Rules()
    {
        using var file = File.OpenText(Path.Combine(Folder, "alerts.yaml"));
        var yaml = new YamlStream();
        yaml.Load(file);
        return
        [
            .. from @group in (YamlSequenceNode)yaml.Documents[0].RootNode["groups"]
               from rule in (YamlSequenceNode)@group["rules"]
               select (Text(rule["alert"]), Text(rule["expr"]), ((YamlMappingNode)rule["annotations"]).ToDictionary(one => Text(one.Key), one => Text(one.Value), StringComparer.Ordinal)),
        ];
    }

    /// <summary>Every expression of the dashboard with the title of its panel.</summary>
    public static IReadOnlyList<(string Panel, string Expression)> Panels()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "dashboard.json")));
        return
        [
            .. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
               where panel.TryGetProperty("targets", out _)
               from target in panel.GetProperty("targets").EnumerateArray()
               select (panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!),
        ];
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Personalization.Orleans.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside of the repository.");
    }
}
