using System.Runtime.CompilerServices;

namespace Personalization.Cli.Tests.Support;

/// <summary>Files of the repository that this was built from.</summary>
internal static class Repository
{
    public static string PathOf(string relative, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", relative));
}
