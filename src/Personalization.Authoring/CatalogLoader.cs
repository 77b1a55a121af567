using Personalization.Authoring.Definitions;
using Personalization.Authoring.Reviewing;
using Personalization.Authoring.Shapes;
using Personalization.Authoring.Sources;
using Personalization.Authoring.Zones;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring;

/// <summary>Loads a catalog from YAML. Guide: <c>docs/guides/catalog.md</c>.</summary>
public static class CatalogLoader
{
    /// <summary>Loads all <c>*.yaml</c> and <c>*.yml</c> below a folder.</summary>
    /// <param name="folder">The folder; problems show paths that begin with it.</param>
    /// <param name="against">The catalog that events keep to today, or null; a contract that could reject such events under the same version is a problem.</param>
    /// <param name="review">Asks for warnings too, or null.</param>
    /// <returns>The catalog, or everything that is wrong with the files.</returns>
    public static CatalogLoad LoadFolder(string folder, Catalog? against = null, CatalogReview? review = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var problems = new ProblemList();
        return Load(folder, SourceFolder.Read(folder, problems), problems, against, review);
    }

    /// <summary>Loads files that are in memory, such as those of an archive.</summary>
    /// <param name="files">Paths, as problems shall show them, with their texts.</param>
    /// <param name="against">As of <see cref="LoadFolder"/>.</param>
    /// <param name="review">Asks for warnings too, or null.</param>
    /// <returns>The catalog, or everything that is wrong with the files.</returns>
    public static CatalogLoad LoadFiles(IEnumerable<(string Path, string Text)> files, Catalog? against = null, CatalogReview? review = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var sources = files
            .Take(Limits.FilesMax + 1)
            .Select(file => new SourceFile(file.Path, SourceFolder.WithoutMark(file.Text)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        return Load("catalog", sources, new ProblemList(), against, review);
    }

    /// <summary>Loads parsed files.</summary>
    /// <param name="roots">The root of each file.</param>
    /// <param name="isComplete">Whether no file is missing, so that unknown names are worth reporting.</param>
    /// <param name="zones">The time zones that the bundle shall hold; null for none but UTC, which it does not.</param>
    /// <param name="problems">What is already known to be wrong.</param>
    /// <param name="against">The catalog to compare contracts with, or null.</param>
    /// <param name="review">Asks for warnings, or null.</param>
    internal static CatalogLoad Load(
        IReadOnlyList<SourceNode> roots, bool isComplete, TimeZoneTable? zones, ProblemList problems, Catalog? against, CatalogReview? review)
    {
        var broken = new HashSet<SourceNode>();
        foreach (var root in roots)
        {
            broken.UnionWith(ShapeCheck.Check(root, problems));
        }

        if (problems.IsFull)
        {
            // There may be violations that nobody has seen, so that no node may be trusted any more.
            return new CatalogLoad(null, null, problems.Sorted());
        }

        var sources = MergedSources.Merge(roots, problems);
        if (sources.Header is null && isComplete && roots.Count > 0)
        {
            problems.Add(roots[0].Place, "missing_section", "No file has the section `catalog`.", "Add `catalog: { name: ... }` to one of them.");
        }

        var bundle = CatalogBundle.Of(sources.ToDocument(), zones);
        var scope = new CatalogScope(sources, broken, isComplete, problems);
        var catalog = new CatalogReader(scope, zones ?? TimeZoneTable.UtcOnly).Read(bundle.Hash);
        if (against is not null)
        {
            ContractChanges.Check(against, scope);
        }

        if (problems.Count > 0)
        {
            return new CatalogLoad(null, null, problems.Sorted());
        }

        if (review is not null)
        {
            new Reviewer(catalog, scope, review).Review();
        }

        return new CatalogLoad(catalog, bundle, []) { Warnings = problems.SortedWarnings() };
    }

    private static CatalogLoad Load(string whole, List<SourceFile> files, ProblemList problems, Catalog? against, CatalogReview? review)
    {
        if (files.Count == 0 && problems.Count == 0)
        {
            problems.Add(SourcePlace.Whole(whole), "no_files", "There is no *.yaml or *.yml file.");
        }

        if (files.Count > Limits.FilesMax || files.Sum(file => (long)file.Text.Length) > Limits.TotalCharsMax)
        {
            problems.Add(SourcePlace.Whole(whole), "too_large", $"A catalog has at most {Limits.FilesMax} files of {Limits.TotalCharsMax} characters in all.");
        }

        foreach (var file in files.Where(file => file.Text.Length > Limits.FileCharsMax))
        {
            problems.Add(SourcePlace.Whole(file.Path), "too_large", $"A file has at most {Limits.FileCharsMax} characters.");
        }

        if (problems.Count > 0)
        {
            return new CatalogLoad(null, null, problems.Sorted());
        }

        var isComplete = true;
        var roots = new List<SourceNode>();
        foreach (var file in files)
        {
            problems.Know(file);
            isComplete &= YamlReader.TryRead(file, problems, out var root);
            if (root is not null)
            {
                roots.Add(root);
            }
        }

        return Load(roots, isComplete, TimeZoneSource.ForCatalogs, problems, against, review);
    }
}
