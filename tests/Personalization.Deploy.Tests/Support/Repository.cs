using System.Runtime.CompilerServices;

namespace Personalization.Deploy.Tests.Support;

/// <summary>Files of the repository that this was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = PathOf("");

    public static string PathOf(string relative, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", relative));

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));
}
