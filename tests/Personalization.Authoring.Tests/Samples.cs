namespace Personalization.Authoring.Tests;

/// <summary>The sample catalogs of the repository.</summary>
internal static class Samples
{
    public static string Saas { get; } = Folder("saas");

    public static string Learning { get; } = Folder("learning");

    public static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Personalization.Orleans.sln")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
            }

            return folder;
        }
    }

    public static CatalogLoad Load(string folder)
    {
        var load = CatalogLoader.LoadFolder(folder);
        Assert.True(load.Succeeded, string.Join("\n", load.Problems));
        return load;
    }

    private static string Folder(string sample) => Path.Combine(Root, "samples", sample, "catalog");
}
