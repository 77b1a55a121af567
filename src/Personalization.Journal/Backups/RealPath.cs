namespace Personalization.Journal.Backups;

/// <summary>Where a path leads once symbolic links are followed; the end of it need not exist.</summary>
internal static class RealPath
{
    /// <summary>Links that may lead to each other: as many as Linux follows (https://man7.org/linux/man-pages/man7/path_resolution.7.html).</summary>
    private const int LinksMax = 40;

    /// <summary>Whether two folders are one, or one lies inside the other. Throws <see cref="IOException"/> where links lead in a circle.</summary>
    public static bool Overlap(string one, string other)
    {
        var (first, second) = (Of(one), Of(other));
        return first.StartsWith(second, Comparison) || second.StartsWith(first, Comparison);
    }

    private static StringComparison Comparison => OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    private static string Of(string path) => Path.TrimEndingDirectorySeparator(Follow(path, LinksMax)) + Path.DirectorySeparatorChar;

    private static string Follow(string path, int linksLeft)
    {
        var full = Path.GetFullPath(path);
        var reached = Path.GetPathRoot(full)!;
        foreach (var name in full[reached.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            reached = Path.Combine(reached, name);
            if (new DirectoryInfo(reached) is { LinkTarget: not null } link)
            {
                reached = linksLeft > 0 ? Follow(link.ResolveLinkTarget(returnFinalTarget: false)!.FullName, linksLeft - 1) : throw new IOException($"'{path}' leads from link to link without an end.");
            }
        }

        return reached;
    }
}
