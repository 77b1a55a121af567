namespace Personalization.Architecture.Tests;

/// <summary>The work tree that these tests were built from.</summary>
public static class Repository
{
    private static readonly string[] TextExtensions = [".cs", ".proto", ".json", ".yaml", ".html", ".css", ".js", ".razor"];

    public static string Root { get; } = FindRoot();

    /// <summary>All text files below a folder of the repository, in a fixed order.</summary>
    public static IEnumerable<SourceFile> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(path => TextExtensions.Contains(Path.GetExtension(path)) && !IsGenerated(path))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(Relative(path), File.ReadAllLines(path)));

    public static IEnumerable<ProjectFile> Projects(params string[] folders) =>
        from folder in folders
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        select ProjectFile.Parse(Relative(path), File.ReadAllText(path));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The path below the root, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsGenerated(string path) =>
        Relative(path).Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "artifacts");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Personalization.Orleans.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"No Personalization.Orleans.sln above {AppContext.BaseDirectory}.");
    }
}
