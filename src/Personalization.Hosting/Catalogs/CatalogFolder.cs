using Personalization.Authoring;
using Personalization.Hosting.Settings;

namespace Personalization.Hosting.Catalogs;

/// <summary>Finds and loads the catalog that seeds tenants without one.</summary>
public static class CatalogFolder
{
    private static readonly string Sample = Path.Combine("samples", "saas", "catalog");

    /// <summary>Loads a catalog.</summary>
    /// <param name="asked">The folder that was asked for, or null for the sample's.</param>
    /// <returns>Its bundle, or null where nothing was asked for and the sample is not here.</returns>
    /// <exception cref="SettingsException">There is no such folder, or the catalog has problems; the message lists them.</exception>
    public static CatalogBundle? Load(string? asked)
    {
        var folder = asked ?? FindSample();
        if (folder is null)
        {
            return null;
        }

        if (!Directory.Exists(folder))
        {
            throw new SettingsException($"--catalog {folder}: there is no such folder.", SettingsException.Refused);
        }

        var load = CatalogLoader.LoadFolder(folder);
        return load.Bundle ?? throw new SettingsException(
            string.Join('\n', load.Problems.Select(problem => problem.Render())) + $"\n{load.Problems.Count} {(load.Problems.Count == 1 ? "problem" : "problems")} in the catalog {folder}.",
            SettingsException.Refused);
    }

    /// <summary>The sample's folder below the working directory, or beside the sources that this program was built from.</summary>
    private static string? FindSample()
    {
        if (Directory.Exists(Sample))
        {
            return Sample;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, Sample);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
