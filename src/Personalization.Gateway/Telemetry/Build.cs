using System.Reflection;

namespace Personalization.Gateway.Telemetry;

/// <summary>Which build of the program this is.</summary>
internal static class Build
{
    private static readonly string[] Parts =
        (Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+', 2);

    /// <summary>The version.</summary>
    public static string Version => Parts[0];

    /// <summary>The commit that it was built from; empty where the build did not know.</summary>
    public static string Revision => Parts.Length > 1 ? Parts[1] : "";
}
