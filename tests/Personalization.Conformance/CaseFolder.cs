namespace Personalization.Conformance;

/// <summary>The case files of a folder: every <c>*.json</c> in it and below it, in one order on every machine.</summary>
public static class CaseFolder
{
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).OrderBy(path => NameOf(folder, path), StringComparer.Ordinal);

    /// <summary>The path of a file below the folder, with forward slashes.</summary>
    public static string NameOf(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
