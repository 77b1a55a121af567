using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class ConditionProofTests
{
    [Theory]
    [InlineData("false")]
    [InlineData("!true")]
    [InlineData("1 > 2 || false")]
    [InlineData("user.role == 'a' && user.role == 'b'")]
    [InlineData("user.role == 'a' && user . role != 'a'")]
    [InlineData("user.role == 'a' && !(user.role == 'a')")]
    [InlineData("user.role in ['a', 'b'] && user.role == 'c'")]
    [InlineData("user.role in []")]
    [InlineData("user.age > 5 && user.known && user.age < 3")]
    [InlineData("user.age > 5 && user.age <= 5.0")]
    [InlineData("5 < user.age && 3 > user.age")]
    [InlineData("user.age == 4 && user.age > 4")]
    [InlineData("user.age in [1, 2] && user.age != 1 && 2 != user.age")]
    [InlineData("now - user.last < duration('1h') && now - user.last >= duration('2h')")]
    [InlineData("user.last > timestamp('2026-01-01T00:00:00Z') && user.last < timestamp('2025-01-01T00:00:00Z')")]
    [InlineData("user.known && !user.known")]
    [InlineData("user.role == 'a' && (user.role == 'b' || user.role == 'c')")]
    [InlineData("user.role == 'a' && (user.role == 'b' || (user.role == 'c' && user.known))")]
    [InlineData("(user.age > 1 && user.age < 1) || user.role == 'x' && user.role == 'y'")]
    public void What_excludes_itself_never_holds(string source) => Assert.Equal(Verdict.Never, ConditionProof.Find(source));

    [Theory]
    [InlineData("true")]
    [InlineData("!false")]
    [InlineData("user.known || 1 < 2")]
    [InlineData("true && size('a') == 1")]
    public void What_needs_no_state_to_hold_always_holds(string source) => Assert.Equal(Verdict.Always, ConditionProof.Find(source));

    [Theory]
    [InlineData("user.role == 'a'")]
    [InlineData("user.role == 'a' || user.role == 'b'")]
    [InlineData("user.role == 'a' && account.role == 'b'")]
    [InlineData("user.role == 'a b' && user.role == 'a b'")]
    [InlineData("user.age >= 5 && user.age <= 5")]
    [InlineData("user.age == 1 && user.age == 1.0")]
    [InlineData("user.role == 'a' && (user.role == 'b' || user.known)")]
    [InlineData("!(user.age > 1 && user.age < 1)")]
    [InlineData("user.paths.exists(p, p == 'a') && user.paths.exists(p, p == 'b')")]
    [InlineData("user.role == account.role")]
    [InlineData("((")]
    public void Anything_else_depends(string source) => Assert.Equal(Verdict.Depends, ConditionProof.Find(source));

    [Fact]
    public void What_is_proved_is_true_of_every_state()
    {
        var term = Gen.OneOf(
            from op in Gen.Elements("==", "!=", "<", "<=", ">", ">=")
            from value in Gen.Choose(1, 2)
            from turned in Gen.Elements(false, true)
            select turned ? $"{value} {op} user.count" : $"user.count {op} {value}",
            Gen.Elements("user.active", "user.role == 'a'", "user.role != 'a'", "user.role in ['a', 'b']", "user.role == 'b'", "true", "false", "user.count in [1, 2]", "1 / user.count == 0"));
        var (never, always) = (0, 0);

        Prop.ForAll(Gen.OneOf(Condition(term, 1), Condition(term, 3)).ToArbitrary(), source =>
        {
            var verdict = ConditionProof.Find(source);
            var expression = Cel.Condition(source);
            var states = from count in Enumerable.Range(0, 5)
                         from role in (string[])["", "a", "b"]
                         from active in (bool[])[false, true]
                         select expression.Holds(new Cel(count, 0.5, role, active));
            never += verdict == Verdict.Never ? 1 : 0;
            always += verdict == Verdict.Always ? 1 : 0;
            return verdict switch
            {
                Verdict.Never => states.All(holds => !holds),
                Verdict.Always => states.All(holds => holds),
                _ => true,
            };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

        // About 200 and 150 of them; fewer than 50 is beyond all chance.
        Assert.True(never > 50 && always > 50, $"{never} proved impossible and {always} certain");
    }

    private static Gen<string> Condition(Gen<string> term, int depth) => depth == 0
        ? term
        : Gen.OneOf(
            term,
            Condition(term, depth - 1).Select(one => $"!({one})"),
            from left in Condition(term, depth - 1)
            from right in Condition(term, depth - 1)
            from op in Gen.Elements("&&", "||")
            select $"({left}) {op} ({right})");

    [Fact]
    public void Comparisons_with_literals_are_found_wherever_they_stand()
    {
        const string Source = "[user.role == 'a'].size() > 0 ? 'b' == account.traits[\"plan\"] : user.age in [1, 2]";

        var found = LiteralComparison.FindAll(Source);

        Assert.Equal(
            ["[user.role == 'a'].size() Greater 0", "user.role Equal a", "account.traits[\"plan\"] Equal b", "user.age In 1 2"],
            found.Select(one => $"{one.Subject} {one.Kind} {string.Join(' ', one.Operands.Select(operand => operand.Value))}"));
        Assert.Equal(["", "user/role", "account/traits/plan", "user/age"], found.Select(one => string.Join('/', one.Names)));
        Assert.Equal("'b'", found[2].Operands[0].Span.Of(Source));
    }
}
