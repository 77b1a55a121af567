using FsCheck;
using FsCheck.Fluent;

namespace Personalization.Authoring.Tests;

/// <summary>Good catalogs with random edits: whatever comes of them is an answer.</summary>
public class MutationTests
{
    private static readonly CatalogReview Review = new(new DateOnly(2026, 3, 1));

    private static readonly (string Path, string Text)[] Saas =
    [
        .. Directory.EnumerateFiles(Samples.Saas, "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path))),
    ];

    private static readonly (string Path, string Text)[] Complete = [("complete.yaml", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "complete.yaml")))];

    private static readonly byte[] Bundle = CatalogLoader.LoadFiles(Complete).Bundle!.Json.ToArray();

    private static readonly string[] Fragments =
    [
        "\t", "\n", " ", ":", "- ", "{", "}", "[", "]", "'", "\"", "#", "&a ", "*a", "!x ", "|\n", ">-\n", "?", "%", "@", "---\n", "...", "\0", "\u2028", "\ud83d", "~", "-1", "<<",
        "${", "$${", "1e308", "0.1", "9999w", "24:00", "null", "true", "user.", "mon", "tenant", "2027-02-29",
    ];

    [Fact]
    public void A_mutated_sample_gives_a_catalog_or_problems_inside_its_files_but_never_fails() => AssertAnswered(Saas);

    [Fact]
    public void A_mutated_catalog_with_every_key_gives_a_catalog_or_problems_inside_its_file_but_never_fails() => AssertAnswered(Complete);

    [Fact]
    public void A_catalog_whose_lines_are_shuffled_gives_a_catalog_or_problems_but_never_fails()
    {
        var lines = Complete[0].Text.Split('\n');
        var swaps = Gen.NonEmptyListOf(Gen.Two(Gen.Choose(0, lines.Length - 1)));

        Prop.ForAll(swaps.ToArbitrary(), pairs =>
        {
            var shuffled = lines.ToArray();
            foreach (var (one, other) in pairs.Take(4))
            {
                (shuffled[one], shuffled[other]) = (shuffled[other], shuffled[one]);
            }

            return IsAnswered([("complete.yaml", string.Join('\n', shuffled))]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void A_mutated_bundle_gives_the_catalog_of_its_bytes_or_problems_but_never_fails()
    {
        // The time zones are the end of a bundle and most of its bytes; their own damage has tests of its own.
        var end = Bundle.AsSpan().IndexOf("\"timeZones\""u8);
        var edits = Gen.NonEmptyListOf(
            from at in Gen.Choose(0, end)
            from removed in Gen.Choose(0, 6)
            from bytes in Gen.OneOf(Gen.Elements(Fragments).Select(fragment => System.Text.Encoding.UTF8.GetBytes(fragment)), Gen.Choose(0, 255).Select(one => new[] { (byte)one }))
            select (at, removed, bytes));

        Prop.ForAll(edits.ToArbitrary(), some =>
        {
            var bytes = Bundle.ToList();
            foreach (var (at, removed, added) in some.Take(4))
            {
                bytes.RemoveRange(at, Math.Min(removed, bytes.Count - at));
                bytes.InsertRange(at, added);
            }

            var load = CatalogBundle.Read(bytes.ToArray());
            return load.Succeeded ? load.Bundle.Json.Span.SequenceEqual(bytes.ToArray()) : load.Problems.Count > 0 && load.Problems.All(problem => problem.File == "bundle");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static void AssertAnswered((string Path, string Text)[] files)
    {
        var mutation =
            from file in Gen.Choose(0, files.Length - 1)
            from edits in Gen.NonEmptyListOf(
                from at in Gen.Choose(0, files[file].Text.Length)
                from removed in Gen.Choose(0, 12)
                from fragment in Gen.Elements(Fragments)
                select (at, removed, fragment))
            select (file, edits: edits.Take(6).ToList());

        Prop.ForAll(mutation.ToArbitrary(), mutated =>
        {
            var edited = files.ToArray();
            edited[mutated.file] = (files[mutated.file].Path, Edit(files[mutated.file].Text, mutated.edits));
            return IsAnswered(edited);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static string Edit(string text, IEnumerable<(int At, int Removed, string Fragment)> edits)
    {
        foreach (var (at, removed, fragment) in edits)
        {
            var start = Math.Min(at, text.Length);
            text = text.Remove(start, Math.Min(removed, text.Length - start)).Insert(start, fragment);
        }

        return text;
    }

    private static bool IsAnswered((string Path, string Text)[] files)
    {
        var load = CatalogLoader.LoadFiles(files, review: Review);
        return load.Succeeded != load.Problems.Count > 0
            && load.Problems.Concat(load.Warnings).All(problem => files.Any(one => one.Path == problem.File && problem.Line <= Lines(one.Text)) && problem.Render().Length > 0);
    }

    // U+2028 and U+0085 are line breaks to YAML 1.1, which the parser follows.
    private static int Lines(string text) => text.Count(one => one is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085') + 1;
}
