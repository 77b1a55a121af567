using System.Xml.Linq;

namespace Personalization.Architecture.Tests;

/// <summary>What a project file says that it needs.</summary>
public sealed record ProjectFile(string Path, IReadOnlyList<string> Projects, IReadOnlyList<PackageUse> Packages)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static ProjectFile Parse(string path, string xml)
    {
        var items = XDocument.Parse(xml).Descendants().Where(element => element.Attribute("Include") is not null).ToArray();
        return new ProjectFile(
            path,
            [.. Includes("ProjectReference").Select(item => System.IO.Path.GetFileNameWithoutExtension(item.Name))],
            [.. Includes("PackageReference").Select(item => new PackageUse(item.Name, string.Equals(item.PrivateAssets, "all", StringComparison.OrdinalIgnoreCase)))]);

        IEnumerable<(string Name, string? PrivateAssets)> Includes(string kind) =>
            items.Where(item => item.Name.LocalName == kind)
                .Select(item => (item.Attribute("Include")!.Value, item.Attribute("PrivateAssets")?.Value));
    }
}
