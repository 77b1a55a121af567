using System.Globalization;
using System.Text.Json;
using Personalization.Authoring;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Catalogs;

/// <summary>Writes what became of a catalog, and which versions there are, as JSON.</summary>
internal static class CatalogWriter
{
    /// <summary>Writes a report without problems.</summary>
    public static void Write(Utf8JsonWriter writer, CatalogReport report)
    {
        var catalog = report.Catalog!;
        writer.WriteStartObject();
        writer.WriteString("name"u8, catalog.Name);
        writer.WriteString("hash"u8, catalog.Hash.Value);
        writer.WriteBoolean("active"u8, report.IsActive);
        writer.WriteNumber("events"u8, catalog.Events.Length);
        writer.WriteNumber("surfaces"u8, catalog.Surfaces.Length);
        writer.WriteNumber("actions"u8, catalog.Actions.Length);
        WriteProblems(writer, "warnings", report.Warnings);
        writer.WriteEndObject();
    }

    /// <summary>Writes what is wrong or odd about files, as a member of an object.</summary>
    public static void WriteProblems(Utf8JsonWriter writer, string member, IReadOnlyList<CatalogProblem> problems)
    {
        writer.WriteStartArray(member);
        foreach (var problem in problems)
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, problem.Code);
            writer.WriteString("path"u8, PathOf(problem));
            writer.WriteString("message"u8, problem.Message);
            writer.WriteString("hint"u8, problem.Hint);
            writer.WriteString("excerpt"u8, problem.Excerpt?.Render());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes versions, and what was activated when.</summary>
    public static void Write(Utf8JsonWriter writer, CatalogVersions versions)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("versions"u8);
        foreach (var version in versions.All)
        {
            writer.WriteStartObject();
            writer.WriteString("hash"u8, version.Hash);
            writer.WriteString("published"u8, version.Published.ToString());
            writer.WriteBoolean("active"u8, version.IsActive);
            writer.WriteNumber("bundleBytes"u8, version.BundleBytes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("activations"u8);
        foreach (var activation in versions.Activations)
        {
            writer.WriteStartObject();
            writer.WriteString("hash"u8, activation.Hash);
            writer.WriteString("at"u8, activation.At.ToString());
            writer.WriteString("key"u8, activation.By.KeyId);
            writer.WriteBoolean("forced"u8, activation.By.IsForced);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Where a problem is, as compilers write it: <c>actions/help.yaml:12:5</c>.</summary>
    private static string PathOf(CatalogProblem problem) => (problem.Line, problem.Column) switch
    {
        (0, _) => problem.File,
        (var line, 0) => string.Create(CultureInfo.InvariantCulture, $"{problem.File}:{line}"),
        var (line, column) => string.Create(CultureInfo.InvariantCulture, $"{problem.File}:{line}:{column}"),
    };
}

/// <summary>Versions of a tenant's catalog, the newest first.</summary>
/// <param name="All">The versions.</param>
/// <param name="Activations">What became active when, the newest first.</param>
internal sealed record CatalogVersions(IReadOnlyList<CatalogVersion> All, IReadOnlyList<CatalogActivation> Activations);
