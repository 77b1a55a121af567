using Personalization.Core.Calendars;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class TimeTests
{
    private static readonly TimeZoneTable Zones = new(
        "test",
        new Dictionary<string, TimeZoneRules>(StringComparer.Ordinal) { ["Europe/Berlin"] = Rules("M3.5.0T01Z+02 M10.5.0T01Z+01") },
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Europe/Home"] = "Europe/Berlin" });

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", 1)]
    [InlineData("2026-03-29T01:00:00Z", 3)]
    [InlineData("2026-10-25T00:59:59Z", 2)]
    [InlineData("2026-10-25T01:00:00Z", 2)]
    public void Hours_follow_the_clock_changes_of_a_zone(string instant, long hour)
    {
        Assert.Equal(Value.Int(hour), Evaluate($"timestamp('{instant}').getHours('Europe/Berlin')"));
        Assert.Equal(Value.Int(hour), Evaluate($"timestamp('{instant}').getHours('Europe/Home')"));
    }

    [Theory]
    [InlineData("timestamp('2026-01-01T00:30:00Z').getFullYear('-01:00')", 2025)]
    [InlineData("timestamp('2026-01-01T00:30:00Z').getDayOfYear('-01:00')", 364)]
    [InlineData("timestamp('0001-01-01T00:00:00Z').getFullYear('-23:59')", 0)]
    [InlineData("timestamp('9999-12-31T23:59:59Z').getFullYear('23:59')", 10000)]
    [InlineData("timestamp('1969-12-31T23:59:59.999Z').getMilliseconds()", 999)]
    [InlineData("timestamp('2026-03-01T00:00:00Z').getDayOfWeek()", 0)]
    [InlineData("duration('-90m').getHours()", -1)]
    public void Parts_are_right_at_the_edges(string source, long part) => Assert.Equal(Value.Int(part), Evaluate(source));

    [Fact]
    public void An_unknown_zone_is_a_problem_where_it_is_written_out_and_an_error_where_it_is_not()
    {
        var options = new ExpressionOptions { TimeZones = Zones };
        Assert.Null(ExpressionCompiler.Compile("now.getHours('Europe/Berlim') > 8", Cel.Environment, CelType.Bool, options, out var problems));
        Assert.Equal("unknown time zone `Europe/Berlim`; did you mean `Europe/Berlin`?", Assert.Single(problems).Message);
        Assert.Equal(Value.Error("unknown time zone"), Evaluate("now.getHours(user.role)"));
    }

    private static Value Evaluate(string source)
    {
        var options = new ExpressionOptions { Rigor = ExpressionRigor.Standard, TimeZones = Zones };
        var expression = ExpressionCompiler.Compile(source, Cel.Environment, null, options, out var problems);
        Assert.Empty(problems);
        return expression!.Evaluate(new Cel(Role: "nowhere"));
    }

    private static TimeZoneRules Rules(string text) => TimeZoneRules.TryParse(text, out var rules) ? rules : throw new FormatException(text);
}
