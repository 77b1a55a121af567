using FsCheck;
using FsCheck.Fluent;

namespace Personalization.Authoring.Tests;

public class MutationTests
{
    private static readonly (string Path, string Text)[] Files =
    [
        .. Directory.EnumerateFiles(Samples.Saas, "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path))),
    ];

    private static readonly string[] Fragments =
    [
        "\t", "\n", " ", ":", "- ", "{", "}", "[", "]", "'", "\"", "#", "&a ", "*a", "!x ", "|\n", ">-\n", "?", "%", "@", "---\n", "...", "\0", "\u2028", "\ud83d", "~", "-1", "<<",
    ];

    [Fact]
    public void A_mutated_catalog_gives_a_catalog_or_problems_inside_its_files_but_never_fails()
    {
        var mutation =
            from file in Gen.Choose(0, Files.Length - 1)
            from edits in Gen.NonEmptyListOf(
                from at in Gen.Choose(0, Files[file].Text.Length)
                from removed in Gen.Choose(0, 12)
                from fragment in Gen.Elements(Fragments)
                select (at, removed, fragment))
            select (file, edits: edits.Take(6).ToList());

        Prop.ForAll(mutation.ToArbitrary(), mutated => IsAnswered(mutated.file, mutated.edits)).QuickCheckThrowOnFailure();
    }

    private static bool IsAnswered(int file, IEnumerable<(int At, int Removed, string Fragment)> edits)
    {
        var text = Files[file].Text;
        foreach (var (at, removed, fragment) in edits)
        {
            var start = Math.Min(at, text.Length);
            text = text.Remove(start, Math.Min(removed, text.Length - start)).Insert(start, fragment);
        }

        var files = Files.ToArray();
        files[file] = (files[file].Path, text);
        var load = CatalogLoader.LoadFiles(files);
        return load.Succeeded != load.Problems.Count > 0
            && load.Problems.All(problem => files.Any(one => one.Path == problem.File && problem.Line <= Lines(one.Text)));
    }

    // U+2028 and U+0085 are line breaks to YAML 1.1, which the parser follows.
    private static int Lines(string text) => text.Count(one => one is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085') + 1;
}
