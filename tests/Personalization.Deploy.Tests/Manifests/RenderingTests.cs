namespace Personalization.Deploy.Tests.Manifests;

public sealed class RenderingTests(Overlays overlays)
{
    /// <summary>Kustomize forgot and renamed fields over the years; the files keep to what the one in an old kubectl and a new one both understand.</summary>
    [Theory]
    [MemberData(nameof(Overlays.Names), MemberType = typeof(Overlays))]
    public async Task Every_kustomize_that_is_here_renders_the_same_objects(string overlay)
    {
        var lists = new List<string[]>();
        foreach (var kustomize in await Kustomize.Installed(overlays.Modules))
        {
            lists.Add([.. (await kustomize.Render(Overlays.Folder(overlay))).Select(Unhashed).Order(StringComparer.Ordinal)]);
        }

        Assert.All(lists, list => Assert.Equal(lists[0], list));
        Assert.Contains("Deployment personalization-silo", lists[0]);
        Assert.Equal(lists[0].Distinct(StringComparer.Ordinal), lists[0]);
    }

    /// <summary>Versions make the hash behind a generated name in their own ways; it has ten characters.</summary>
    private static string Unhashed(Manifest manifest) =>
        manifest.Kind is "ConfigMap" or "Secret" && manifest.Name.LastIndexOf('-') is > 0 and var dash && manifest.Name.Length - dash == 11 ? $"{manifest.Kind} {manifest.Name[..dash]}" : manifest.ToString();
}
