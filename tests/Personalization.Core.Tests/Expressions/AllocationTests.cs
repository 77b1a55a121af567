using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class AllocationTests
{
    [Theory]
    [InlineData("user.role == 'admin' && user.ratio >= 0.8 && user.count > 3")]
    [InlineData("now - timestamp('2026-01-01T00:00:00Z') < duration('72h') || user.spent > duration('1h')")]
    [InlineData("user.role in ['owner', 'admin'] && !user.active ? user.count + 1 > 3 : user.role.startsWith('ad')")]
    [InlineData("user.role.matches('^ad.*n$') && has(user.role) && size(user.paths) >= 0")]
    [InlineData("user.count * 2 % 3 == 1 && user.ratio / 2.0 < 1 && size(user.role) == 5 && any == 4")]
    [InlineData("1 / (user.count - user.count) > 0")]
    public void Evaluating_allocates_nothing(string source)
    {
        var expression = Cel.Condition(source);
        var context = new Cel(4, 0.9, "admin", Now: CelTimestamp.From(new Instant(1_767_300_000_000)));
        for (var warm = 0; warm < 100; warm++)
        {
            expression.Holds(context);
        }

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var run = 0; run < 1000; run++)
            {
                expression.Holds(context);
            }
        }));
    }
}
