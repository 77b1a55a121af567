using System.Collections.Immutable;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

/// <summary>A small world for expressions: one field of every type, and an object with members.</summary>
internal readonly record struct Cel(long Count = 0, double Ratio = 0, string Role = "", bool Active = false, CelTimestamp Now = default)
{
    public static ObjectType<Cel> Environment { get; } = Declare();

    /// <summary>Evaluates as the language specifies, types checked.</summary>
    public static Value Evaluate(string source, Cel context = default) => Evaluate(source, ExpressionRigor.Standard, context);

    /// <summary>Evaluates without checking names and types first.</summary>
    public static Value EvaluateUnchecked(string source, Cel context = default) => Evaluate(source, ExpressionRigor.Unchecked, context);

    public static Expression<Cel> Condition(string source)
    {
        var expression = ExpressionCompiler.Compile(source, Environment, CelType.Bool, ExpressionRigor.Strict, out var problems);
        Assert.Empty(problems);
        return expression!;
    }

    /// <summary>The problems that an author of a condition gets.</summary>
    public static ImmutableArray<ExpressionProblem> Problems(string source)
    {
        var expression = ExpressionCompiler.Compile(source, Environment, CelType.Bool, ExpressionRigor.Strict, out var problems);
        Assert.Equal(expression is null, problems.Length > 0);
        return problems;
    }

    public static ExpressionProblem Problem(string source) => Assert.Single(Problems(source));

    private static Value Evaluate(string source, ExpressionRigor rigor, Cel context)
    {
        var expression = ExpressionCompiler.Compile(source, Environment, null, rigor, out var problems);
        Assert.True(expression is not null, problems.IsEmpty ? "" : problems[0].Render(source));
        return expression.Evaluate(context with { Role = context.Role ?? "" });
    }

    private static ObjectType<Cel> Declare()
    {
        var user = new ObjectType<Cel>("user");
        user.AddString("role", (in c, ref _) => c.Role ?? "", (in c, ref _) => !string.IsNullOrEmpty(c.Role));
        user.AddInt("count", (in c, ref _) => c.Count);
        user.AddDouble("ratio", (in c, ref _) => c.Ratio);
        user.AddBool("active", (in c, ref _) => c.Active);
        user.AddTexts("paths", (in c, ref _) => Math.Max(0, c.Count), (in _, index) => $"/{index}");
        user.AddDuration("spent", (in c, ref _) => c.Count * 1_000_000_000);
        user.Refuse("stage", "no stage here");
        var exposures = new ObjectType<Cel>("exposures");
        exposures.AddObject("upsell.runs", user);
        var names = new ObjectType<Cel>("names");
        names.AddObject("user", user);
        names.AddObject("exposures", exposures);
        names.AddTimestamp("now", (in c, ref _) => c.Now);
        names.AddDynamic("any", CelType.Dyn, (in c, ref _) => Value.Int(c.Count));
        names.AddInt("dotted.name", (in c, ref _) => c.Count);
        return names;
    }
}
