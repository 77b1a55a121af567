namespace Personalization.Architecture.Tests;

public sealed class TidyTests
{
    [Fact]
    public void No_file_is_longer_than_a_person_reads_at_once() => Check(TidyRules.Length, "src", "tests", "samples");

    [Fact]
    public void No_type_has_an_empty_word_in_its_name() => Check(TidyRules.TypeNames, "src", "samples");

    /// <summary>Benchmarks are no tests: they measure time and wait for programs of others to come up.</summary>
    [Fact]
    public void No_test_sleeps() => Violation.AssertNone(
        Repository.Files("tests").Where(file => !file.Path.StartsWith("tests/Personalization.Benchmarks/", StringComparison.Ordinal)).SelectMany(TidyRules.Sleeps));

    [Fact]
    public void No_source_names_an_event_of_the_sample() => Check(TidyRules.SampleNames, "src");

    [Fact]
    public void Nothing_erases_in_a_journal_past_the_audit_chain() => Check(TidyRules.Erasures, "src");

    [Fact]
    public void An_erasure_past_the_audit_chain_is_named() =>
        AssertNamed("src/X.cs:1", TidyRules.Erasures(File("await context.Journal.Erase(subject, cancellation);")));

    [Fact]
    public void A_file_that_is_too_long_is_named()
    {
        var lines = Enumerable.Repeat("", TidyRules.LinesMax).ToArray();
        Assert.Empty(TidyRules.Length(new SourceFile("src/Long.cs", lines)));
        AssertNamed("src/Long.cs:401", TidyRules.Length(new SourceFile("src/Long.cs", [.. lines, ""])));
        Assert.Empty(TidyRules.Length(new SourceFile("tests/clients/package-lock.json", [.. lines, ""])));
    }

    [Theory]
    [InlineData("public sealed class ProfileManager")]
    [InlineData("internal static class Utils")]
    [InlineData("    public readonly record struct EventData(int Id);")]
    [InlineData("interface IJournalBase;")]
    public void An_empty_word_in_a_type_name_is_named(string line) => AssertNamed("src/X.cs:1", TidyRules.TypeNames(File(line)));

    [Theory]
    [InlineData("public sealed class DatabaseFence")]
    [InlineData("public sealed class Base64Text")]
    [InlineData("// a class Manager would be refused")]
    [InlineData("var data = GetData();")]
    public void Other_words_are_fine(string line) => Assert.Empty(TidyRules.TypeNames(File(line)));

    [Theory]
    [InlineData("Thread", "Sleep")]
    [InlineData("Task", "Delay")]
    [InlineData("SpinWait", "SpinUntil")]
    public void A_sleep_is_named(string type, string method) =>
        AssertNamed("src/X.cs:1", TidyRules.Sleeps(File($"await {type}.{method}(10);")));

    [Fact]
    public void An_event_of_the_sample_is_named() =>
        AssertNamed("src/X.cs:2", TidyRules.SampleNames(File("x", "if (name == \"quota_set\")")));

    private static void Check(Func<SourceFile, IEnumerable<Violation>> rule, params string[] folders) =>
        Violation.AssertNone(folders.SelectMany(Repository.Files).SelectMany(rule));

    private static SourceFile File(params string[] lines) => new("src/X.cs", lines);

    private static void AssertNamed(string where, IEnumerable<Violation> violations) => Assert.Equal(where, Assert.Single(violations).Where);
}
