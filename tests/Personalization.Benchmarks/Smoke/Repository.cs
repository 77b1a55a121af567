namespace Personalization.Benchmarks.Smoke;

/// <summary>Finds files of the repository from the folder that the build put this program into.</summary>
internal static class Repository
{
    /// <exception cref="DirectoryNotFoundException">The program runs outside a checkout.</exception>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (Path.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException($"{path} is not above {AppContext.BaseDirectory}.");
    }
}
