namespace Personalization.Conformance.Tests.Support;

/// <summary>The official case files, which are kept beside the repository and not in it.</summary>
internal static class OfficialCases
{
    private const string Override = "PERSONALIZATION_CONFORMANCE";

    /// <summary>
    /// The folder that holds one folder for each suite: <c>../shared/conformance</c>, seen from the repository, or what the environment
    /// variable PERSONALIZATION_CONFORMANCE says.
    /// </summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable(Override) is { Length: > 0 } folder
        ? folder
        : Path.GetFullPath(Path.Combine(RepositoryRoot(), "..", "shared", "conformance"));

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Personalization.Orleans.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No Personalization.Orleans.sln above {AppContext.BaseDirectory}.");
    }
}
