using Personalization.Conformance.Cel;
using Personalization.Conformance.JsonSchema;
using Personalization.Conformance.Reporting;

namespace Personalization.Conformance;

/// <summary>A kind of official case files, and what runs one of them.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Run">Runs the file of a path and reports under a name.</param>
public sealed record Suite(string Name, Func<string, string, FileReport> Run)
{
    private static readonly Suite[] All =
    [
        new("cel", CelSuite.Run),
        new("json-schema", JsonSchemaSuite.Run),
    ];

    public static IEnumerable<string> Names => All.Select(suite => suite.Name);

    /// <summary>The suite of a name, or null.</summary>
    public static Suite? Named(string name) => Array.Find(All, suite => string.Equals(suite.Name, name, StringComparison.Ordinal));
}
