using Personalization.Core.Audiences;

namespace Personalization.Core.Tests.Audiences;

public class AudienceTests
{
    [Theory]
    [InlineData("user.id == 'u1' && user.known && user.version == 7")]
    [InlineData("user.firstSeen == timestamp('2026-03-01T00:00:00Z')")]
    [InlineData("now - user.lastSeen == duration('34h')")]
    [InlineData("user.role == 'admin' && user.traits.role in ['admin', 'owner']")]
    [InlineData("user.seats == 5 && has(user.seats) && !has(user.score) && user.score == 0.0")]
    [InlineData("!user.beta && !has(user.traits.beta) && user.renewal == timestamp(0)")]
    [InlineData("user.errors.import.open == 1 && user.errors.import.count == 1")]
    [InlineData("user.errors.import.code == 'E1' && user.errors.import.feature == 'csv' && has(user.errors.import.last)")]
    [InlineData("account.meters.runs.used == 42.0 && account.meters.runs.limit == 100.0 && account.meters.runs.ratio < 0.5")]
    [InlineData("user.checklists.setup.done == 1 && user.checklists.setup.total == 2 && !user.checklists.setup.complete")]
    [InlineData("user.checklists.setup.steps.import && !user.checklists.setup.steps.invite")]
    [InlineData("user.features.gantt.count == 1 && user.features.gantt.spent == duration('90s') && now - user.features.gantt.last < duration('48h')")]
    [InlineData("user.counters.failures == 1")]
    [InlineData("'/billing' in user.paths && size(user.paths) == 1 && user.paths[0].startsWith('/b')")]
    [InlineData("user.exposures['upsell.runs'].served == 1 && now - user.exposures['upsell.runs'].lastServed < duration('48h')")]
    [InlineData("user.exposures['upsell.runs'].clicked == 0")]
    [InlineData("!has(user.exposures['upsell.runs'].lastDismissed) && user.exposures['upsell.runs'].snoozed == 1 && !user.exposures['upsell.runs'].optedOut")]
    [InlineData("user.exposures['upsell.runs'].snoozedUntil == timestamp('2026-03-20T00:00:00Z')")]
    [InlineData("user.preferences.snoozed == ['upsell.runs'] && 'upsell.runs' in user.preferences.snoozed")]
    [InlineData("user.preferences.optedOut == ['tour'] && !('upsell.runs' in user.preferences.optedOut)")]
    [InlineData("account.id == 'a1' && account.known && account.plan == 'team' && account.traits.plan == 'team'")]
    [InlineData("request.locale == 'de' && request.channel == 'in_app' && request.path == '' && !has(request.device)")]
    [InlineData("user.locale == 'de' && !has(user.timezone) && user.timezone == 'UTC'")]
    [InlineData("user.stage == 'active' && account.stage == 'paying'")]
    public void Every_part_of_a_profile_can_be_asked_for(string source)
    {
        var audience = Product.Audience(source);
        Assert.Null(audience.Explain(Product.Somebody)?.Detail);
        Assert.True(audience.Matches(Product.Somebody));
    }

    [Theory]
    [InlineData("user.id == 'v1' && !user.known && user.version == 0")]
    [InlineData("!has(user.firstSeen) && user.firstSeen == timestamp(0)")]
    [InlineData("user.role == '' && !has(user.role)")]
    [InlineData("!account.known && account.id == '' && account.plan == '' && account.version == 0")]
    [InlineData("account.meters.runs.used == 0.0 && !has(account.meters.runs.limit) && account.meters.runs.ratio == 0.0")]
    [InlineData("user.errors.import.open == 0 && !has(user.errors.import.code) && user.errors.import.code == ''")]
    [InlineData("!has(user.features.gantt.last) && user.features.gantt.spent == duration('0s')")]
    [InlineData("size(user.preferences.optedOut) == 0 && user.preferences.snoozed == []")]
    [InlineData("user.stage == '' && !has(user.stage) && account.stage == ''")]
    [InlineData("size(user.paths) == 0 && !('/' in user.paths) && user.locale == ''")]
    public void What_never_happened_reads_as_nothing_and_has_tells(string source)
    {
        var audience = Product.Audience(source);
        Assert.Null(audience.Explain(Product.Nobody)?.Detail);
        Assert.True(audience.Matches(Product.Nobody));
    }

    [Theory]
    [InlineData("user.role == 'admin' && account.meters.runs.ratio >= 0.8", "account.meters.runs.ratio >= 0.8", "account.meters.runs.ratio >= 0.8 was 0.42")]
    [InlineData("user.role != 'admin'", "user.role != 'admin'", "user.role != 'admin' was \"admin\"")]
    [InlineData("user.known && (!user.known || user.beta) && true", "(!user.known || user.beta)", "(!user.known || user.beta) was false")]
    [InlineData("(user.seats + 1) * 2 > 12", "(user.seats + 1) * 2 > 12", "(user.seats + 1) * 2 > 12 was 12")]
    [InlineData("user.known && (user.known && user.seats > 5)", "user.seats > 5", "user.seats > 5 was 5")]
    [InlineData("now - user.lastSeen < duration('1h')", "now - user.lastSeen < duration('1h')", "now - user.lastSeen < duration('1h') was 122400s")]
    [InlineData("1 / (user.seats - 5) > 0 && user.seats > 5", "user.seats > 5", "user.seats > 5 was 5")]
    public void The_first_part_that_is_false_is_named_with_what_was_found(string source, string conjunct, string detail)
    {
        var audience = Product.Audience(source);
        Assert.False(audience.Matches(Product.Somebody));
        Assert.Equal(new AudienceExplanation(conjunct, false, detail), audience.Explain(Product.Somebody));
    }

    [Fact]
    public void A_part_that_fails_is_named_with_its_error()
    {
        var audience = Product.Audience("user.known && user.paths[1] == '/'");
        Assert.False(audience.Matches(Product.Somebody));
        Assert.Equal(
            new AudienceExplanation("user.paths[1] == '/'", true, "user.paths[1] == '/': index out of range"),
            audience.Explain(Product.Somebody));
    }

    [Fact]
    public void A_match_needs_no_explanation() => Assert.Null(Product.Audience("true").Explain(Product.Somebody));

    [Theory]
    [InlineData("user.rol == 'admin'", "unknown field `user.rol`; did you mean `role`?")]
    [InlineData("user.plan == 'team'", "unknown field `user.plan`")]
    [InlineData("account.exposures['x'].served > 0", "unknown field `account.exposures`")]
    [InlineData("account.meters.run.ratio > 1", "unknown field `account.meters.run`; did you mean `runs`?")]
    [InlineData("user.exposures['upsell.run'].served > 0", "unknown field `user.exposures.upsell.run`; did you mean `upsell.runs`?")]
    [InlineData("user.role", "the expression must give a bool, but this gives a string")]
    public void A_name_that_the_catalog_does_not_declare_is_a_problem(string source, string message)
    {
        Assert.Null(Product.Compiler.Compile(source, out var problems));
        Assert.Equal(message, Assert.Single(problems).Message);
    }

    [Theory]
    [InlineData("user.role == 'admin' && account.meters.runs.ratio >= 0.8 && user.counters.failures > 3")]
    [InlineData("user.stage == 'active' && account.stage == 'paying' && now - user.firstSeen > duration('72h')")]
    [InlineData("'tour' in user.preferences.optedOut && 'tour' in user.preferences.snoozed")]
    [InlineData("'/pricing' in user.paths || user.errors.import.open > 1 || user.exposures['upsell.runs'].served > 2 || has(account.plan)")]
    [InlineData("user.locale.startsWith('de') && user.features.gantt.spent > duration('1m') && user.checklists.setup.done < 2")]
    [InlineData("now.getHours(user.timezone) >= 9 && now.getDayOfWeek() in [1, 2, 3]")]
    public void Matching_allocates_nothing(string source)
    {
        var audience = Product.Audience(source);
        var context = Product.Somebody;
        for (var warm = 0; warm < 100; warm++)
        {
            audience.Matches(context);
        }

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var run = 0; run < 1000; run++)
            {
                audience.Matches(context);
            }
        }));
    }
}
