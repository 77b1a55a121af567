using Personalization.Core.Expressions;
using Personalization.Core.Expressions.Patterns;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>One check under way: what it collects and what it may still spend. Lives on the stack and travels by reference.</summary>
internal ref struct SchemaCheck(Violations? found, int stepsMax)
{
    /// <summary>States of a pattern that are visited in the time of asking one schema.</summary>
    private const int VisitsPerStep = 16;

    private int stepsLeft = stepsMax;
    private int depth;

    /// <summary>Collects violations; null where only the answer matters, and then nothing is allocated.</summary>
    public Violations? Found { get; private set; } = found;

    /// <summary>The members of the present value that some keyword has looked at; not tracked unless a keyword asks for it.</summary>
    public MemberSet Evaluated { get; set; }

    /// <summary>Whether the check spent all that it may, so that its answer means nothing.</summary>
    public readonly bool IsExhausted => stepsLeft <= 0;

    /// <summary>Whether going on is in vain: something is violated and nothing more is collected.</summary>
    public readonly bool IsSettled => Found is null || Found.IsFull;

    /// <summary>Steps into a schema; every success needs its <see cref="Exit"/>.</summary>
    public bool TryEnter()
    {
        if (stepsLeft <= 1 || depth >= Limits.SchemaCheckDepthMax)
        {
            stepsLeft = 0;
            return false;
        }

        stepsLeft--;
        depth++;
        return true;
    }

    /// <summary>Steps back out.</summary>
    public void Exit() => depth--;

    /// <summary>Whether a text has a match of a pattern; what that takes is counted.</summary>
    public bool Matches(Pattern pattern, string text)
    {
        var isMatch = pattern.IsMatch(text, (long)stepsLeft * VisitsPerStep, out var visits);
        stepsLeft = (int)Math.Max(0, stepsLeft - 1 - (visits / VisitsPerStep));
        return isMatch;
    }

    /// <summary>Checks a member of the present value: what it evaluates is its own matter.</summary>
    public bool Member(SchemaNode schema, in Value member)
    {
        var outer = Evaluated;
        Evaluated = default;
        var holds = schema.Check(member, ref this);
        Evaluated = outer;
        return holds;
    }

    /// <summary>Checks a named member, noting violations below its name.</summary>
    public bool Member(SchemaNode schema, in Value member, string name)
    {
        Found?.Enter(name);
        var holds = Member(schema, member);
        Found?.Leave();
        return holds;
    }

    /// <summary>Checks an item, noting violations below its index.</summary>
    public bool Member(SchemaNode schema, in Value member, int at)
    {
        Found?.Enter(at);
        var holds = Member(schema, member);
        Found?.Leave();
        return holds;
    }

    /// <summary>Asks whether a member satisfies a schema, without noting why it does not.</summary>
    public bool Test(SchemaNode schema, in Value member)
    {
        var collector = Found;
        Found = null;
        var holds = Member(schema, member);
        Found = collector;
        return holds;
    }

    /// <summary>Asks whether the present value satisfies a schema, without noting why it does not. Only a schema that holds has evaluated anything.</summary>
    public bool Try(SchemaNode schema, in Value value)
    {
        var (collector, outer) = (Found, Evaluated);
        Found = null;
        Evaluated = outer.Fresh();
        var holds = schema.Check(value, ref this);
        if (holds)
        {
            outer.Add(Evaluated);
        }

        Evaluated.Return();
        (Found, Evaluated) = (collector, outer);
        return holds;
    }

    /// <summary>Why the present value does not satisfy a schema: the first reason.</summary>
    public static Problem Why(SchemaNode schema, in Value value)
    {
        var why = new List<Problem>(1);
        var check = new SchemaCheck(new Violations("", why, 1, isBrief: true), schema.StepsMax);
        schema.Check(value, ref check);
        return why.Count > 0 ? why[0] : new Problem("forbidden", "", "No value is allowed here.");
    }
}
