using System.Globalization;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using CoreLimits = Personalization.Core.Limits;

namespace Personalization.Authoring.Tests;

/// <summary>The guide to expressions says what is so: its catalog is loaded, its history folded, and every row evaluated.</summary>
public class ExpressionGuideTests
{
    private static readonly ExpressionPage Page = ExpressionPage.Read();

    public static TheoryData<string, string, string> Rows =>
        [.. Page.Examples.Select(example => (example.Section, example.Source, example.Gives))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_example_gives_what_stands_beside_it(string section, string source, string gives)
    {
        var context = section == ExpressionPage.NobodySection ? Page.World.Nobody : Page.World.Somebody;
        if (After(gives, "problem: ") is { } wanted)
        {
            Assert.Null(Page.World.Compiler.Compile(source, out var problems));
            Assert.Equal(wanted, Assert.Single(problems).Message);
            return;
        }

        var isError = After(gives, "error: ");
        var condition = isError is null ? $"({source}) == ({gives})" : source;
        var audience = Page.World.Compiler.Compile(condition, out var found);
        Assert.True(audience is not null, found.IsEmpty ? "" : found[0].Render(condition));
        var why = audience.Explain(context);
        Assert.Equal(isError is null, audience.Matches(context));
        Assert.Equal(isError is null ? null : $"{source}: {isError}", why?.Detail);
    }

    [Fact]
    public void Every_member_and_every_question_has_an_example()
    {
        var sources = Page.Examples.Select(example => example.Source).ToList();
        var paths = new AudienceCompiler(Page.Catalog).Paths.Where(path => !path.Contains("exposures.tour", StringComparison.Ordinal)).ToList();
        Assert.Contains("user.errors.import.open", paths);
        Assert.All(paths, path => Assert.Contains(sources, source => source.Contains(path, StringComparison.Ordinal)
            || source.Contains(path.Replace("exposures[\"upsell.runs\"]", "exposures.tour", StringComparison.Ordinal), StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(CoreLimits.ExpressionCharsMax, "characters of an expression")]
    [InlineData(CoreLimits.ExpressionDepthMax, "levels of nesting")]
    [InlineData(CoreLimits.ExpressionLoopDepthMax, "levels of loops in loops")]
    [InlineData(CoreLimits.ExpressionListMax, "elements of a list or map")]
    [InlineData(CoreLimits.ExpressionTextMax, "characters of a text that is made")]
    [InlineData(CoreLimits.RegexCharsMax, "characters of a regular expression; it must be written out")]
    [InlineData(CoreLimits.ExpressionCostMax, "steps of one evaluation")]
    public void The_limits_are_those_of_the_code(long limit, string what) =>
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| {what} | {limit:N0} |"), Page.Text, StringComparison.Ordinal);

    [Fact]
    public void The_figures_in_its_sentences_are_those_of_the_code()
    {
        Assert.Contains($"among the newest {CoreLimits.RaisedErrorsMax} of all kinds", Page.Text, StringComparison.Ordinal);
        Assert.Contains($"count in {HistoryDefinition.BucketsMax} buckets", Page.Text, StringComparison.Ordinal);
        Assert.Contains($"the newest {CoreLimits.HistoryValuesMax} values", Page.Text, StringComparison.Ordinal);
        Assert.Contains($"up to {CoreLimits.SegmentDepthMax} deep and {CoreLimits.SegmentReadsMax} in all", Page.Text, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"at most {CoreLimits.HistoryWindowDaysMax:N0} days"), Page.Text, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"at most {CoreLimits.HistoriesMax:N0} different histories"), Page.Text, StringComparison.Ordinal);
    }

    private static string? After(string text, string start) => text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : null;
}
