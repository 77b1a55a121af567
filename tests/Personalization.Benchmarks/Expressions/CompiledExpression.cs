using System.Diagnostics;
using Personalization.Core.Expressions;

namespace Personalization.Benchmarks.Expressions;

/// <summary>An expression in this project's engine: checked and compiled once, evaluated over typed fields.</summary>
internal sealed class CompiledExpression
{
    private const int Repeats = 200;
    private static readonly ObjectType<ComparedUser> Environment = Declare();
    private readonly Expression<ComparedUser> condition;
    private readonly ComparedUser[] users;

    /// <exception cref="InvalidOperationException">It does not compile or gives other answers than the peers.</exception>
    public CompiledExpression(ComparedExpression expression, ComparedUser[] users)
    {
        this.users = users;
        condition = ExpressionCompiler.Compile(expression.Cel, Environment, CelType.Bool, ExpressionRigor.Strict, out var problems)
            ?? throw new InvalidOperationException(problems[0].Render(expression.Cel));
        if (!users.Select(user => condition.Holds(user)).SequenceEqual(expression.Holds))
        {
            throw new InvalidOperationException($"The answers to \"{expression.Name}\" are not the right ones.");
        }
    }

    /// <summary>Evaluates for so long and gives evaluations per second.</summary>
    public Task<double> Measure(TimeSpan duration)
    {
        long evaluations = 0, held = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < duration)
        {
            held += Repeat();
            evaluations += Repeats * users.Length;
        }

        return held > 0
            ? Task.FromResult(evaluations / clock.Elapsed.TotalSeconds)
            : throw new InvalidOperationException("The condition held for no one.");
    }

    private int Repeat()
    {
        var held = 0;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            foreach (ref readonly var user in users.AsSpan())
            {
                held += condition.Holds(in user) ? 1 : 0;
            }
        }

        return held;
    }

    private static ObjectType<ComparedUser> Declare()
    {
        var user = new ObjectType<ComparedUser>("user");
        user.AddString("plan", (in one, ref _) => one.Plan);
        user.AddString("role", (in one, ref _) => one.Role);
        user.AddString("country", (in one, ref _) => one.Country);
        user.AddInt("logins", (in one, ref _) => one.Logins);
        user.AddDouble("usage", (in one, ref _) => one.Usage);
        user.AddBool("active", (in one, ref _) => one.Active);
        var names = new ObjectType<ComparedUser>("names");
        names.AddObject("user", user);
        return names;
    }
}
