using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class RandomExpressionTests
{
    private static readonly ObjectType<Cel> Untyped = DeclareUntyped();

    [Fact]
    public void No_expression_makes_compiler_or_evaluation_throw() =>
        ForSeeds(2000, seed => Survives(new RandomExpression(seed).Any()));

    [Fact]
    public void No_changed_expression_makes_compiler_or_evaluation_throw() =>
        ForSeeds(2000, seed => Survives(new RandomExpression(seed).Mutated()));

    [Fact]
    public void Most_random_expressions_are_right()
    {
        var right = Enumerable.Range(0, 500).Count(seed => Compile(new RandomExpression(seed).Any(), Cel.Environment, ExpressionRigor.Standard) is not null);
        Assert.InRange(right, 250, 500);
    }

    /// <summary>Nothing is known of the types on one side, so that everything goes over values; on the other side all that can be is typed.</summary>
    [Fact]
    public void Typed_and_dynamic_code_agree() => ForSeeds(2000, seed =>
    {
        var source = new RandomExpression(seed).Any();
        if (Compile(source, Cel.Environment, ExpressionRigor.Standard) is not { } typed)
        {
            return true;
        }

        var dynamic = Compile(source, Untyped, ExpressionRigor.Unchecked)!;
        return Contexts.All(context =>
        {
            var (left, right) = (typed.Evaluate(context), dynamic.Evaluate(context));
            return left.Kind == ValueKind.Error ? right.Kind == ValueKind.Error : left.Equals(right) || IsNaN(left, right);
        });
    });

    [Fact]
    public void Evaluating_twice_gives_the_same() => ForSeeds(1000, seed =>
    {
        var expression = Compile(new RandomExpression(seed).Any(), Cel.Environment, ExpressionRigor.Unchecked)!;
        return Contexts.All(context => expression.Evaluate(context) is var first && (first.Equals(expression.Evaluate(context)) || first.Kind == ValueKind.Double));
    });

    private static Cel[] Contexts =>
        [new Cel(Role: ""), new Cel(2, 0.5, "admin", true, CelTimestamp.From(new Instant(1_767_300_000_000))), new Cel(-7, double.NaN, "ü😀", Now: new CelTimestamp(-5, 3))];

    private static void ForSeeds(int count, Func<int, bool> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(count));

    private static bool Survives(string source)
    {
        foreach (var rigor in Enum.GetValues<ExpressionRigor>())
        {
            var expression = ExpressionCompiler.Compile(source, Cel.Environment, null, rigor, out var problems);
            Assert.Equal(expression is null, problems.Length > 0);
            Assert.All(problems, problem => Assert.NotEmpty(problem.Render(source)));
            foreach (var context in Contexts)
            {
                expression?.Evaluate(context);
            }
        }

        LiteralCall.FindAll(source);
        return true;
    }

    private static Expression<Cel>? Compile(string source, ObjectType<Cel> names, ExpressionRigor rigor) =>
        ExpressionCompiler.Compile(source, names, null, rigor, out _);

    private static bool IsNaN(in Value left, in Value right) =>
        left.Kind == ValueKind.Double && right.Kind == ValueKind.Double && double.IsNaN(left.AsDouble) && double.IsNaN(right.AsDouble);

    private static ObjectType<Cel> DeclareUntyped()
    {
        var user = new ObjectType<Cel>("user");
        user.AddDynamic("role", CelType.Dyn, (in c, ref _) => Value.String(c.Role), (in c, ref _) => c.Role.Length > 0);
        user.AddDynamic("count", CelType.Dyn, (in c, ref _) => Value.Int(c.Count));
        user.AddDynamic("ratio", CelType.Dyn, (in c, ref _) => Value.Double(c.Ratio));
        user.AddDynamic("active", CelType.Dyn, (in c, ref _) => Value.Bool(c.Active));
        user.AddDynamic("paths", CelType.Dyn, (in c, ref _) => Value.List([.. Enumerable.Range(0, (int)Math.Max(0, c.Count)).Select(at => Value.String($"/{at}"))]));
        user.AddDynamic("spent", CelType.Dyn, (in c, ref _) => Value.Nanoseconds(c.Count * 1_000_000_000));
        var names = new ObjectType<Cel>("names");
        names.AddObject("user", user);
        names.AddDynamic("now", CelType.Dyn, (in c, ref _) => Value.Timestamp(c.Now));
        return names;
    }
}
