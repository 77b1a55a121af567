using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(Personalization.Deploy.Tests.Manifests.Overlays))]

namespace Personalization.Deploy.Tests.Manifests;

/// <summary>What the overlays render to, each rendered once.</summary>
public sealed class Overlays : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<Manifest>>>> rendered = new(StringComparer.Ordinal);

    /// <summary>The programs that render and check them.</summary>
    public NodeModules Modules { get; } = new();

    /// <summary>The names of all overlays.</summary>
    public static TheoryData<string> Names => [.. Directory.GetDirectories(Repository.PathOf("deploy/kustomize/overlays")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>The folder of an overlay, as kustomize takes it.</summary>
    internal static string Folder(string overlay) => "deploy/kustomize/overlays/" + overlay;

    /// <summary>The objects of an overlay. The test is skipped where nothing can render it.</summary>
    internal async Task<IReadOnlyList<Manifest>> Of(string overlay)
    {
        var first = (await Kustomize.Installed(Modules))[0];
        return await rendered.GetOrAdd(overlay, name => new(() => first.Render(Folder(name)))).Value;
    }

    public void Dispose() => Modules.Dispose();
}
