namespace Personalization.Core.Expressions.Patterns;

/// <summary>
/// Writes a pattern as an automaton, Thompson's construction: every part knows the state behind it. State 0 is the match.
/// https://swtch.com/~rsc/regexp/regexp1.html
/// </summary>
internal sealed class PatternAutomaton
{
    private readonly List<PatternState> states = [new PatternState(null, null, 0)];

    private bool IsFull => states.Count > Limits.PatternStatesMax;

    /// <summary>The states and where to begin; null where there would be too many.</summary>
    public static (PatternState[] States, int Start)? Of(PatternNode pattern)
    {
        var automaton = new PatternAutomaton();
        var start = automaton.Write(pattern, 0);
        return automaton.IsFull ? null : ([.. automaton.states], start);
    }

    private int Write(PatternNode node, int next) => IsFull ? next : node switch
    {
        OneOf one => Add(new PatternState(one.Set, null, next)),
        At at => Add(new PatternState(null, at.Place, next)),
        InOrder order => order.Parts.Reverse().Aggregate(next, (behind, part) => Write(part, behind)),
        EitherOf either => either.Parts.Reverse().Select(part => Write(part, next)).Aggregate((other, one) => Add(new PatternState(null, null, one, other))),
        Repeated repeated => Repeat(repeated, next),
        _ => throw new InvalidOperationException($"There are no states for {node.GetType().Name}."),
    };

    private int Repeat(Repeated repeated, int next)
    {
        var first = repeated.Most is { } most ? Optional(repeated, most - repeated.Least, next) : Any(repeated, next);
        for (var times = 0; times < repeated.Least && !IsFull; times++)
        {
            var before = Write(repeated.Part, first);
            if (before == first)
            {
                // What needs no state is the same however often it stands there: ((){1000}){1000} would take for ever.
                break;
            }

            first = before;
        }

        return first;
    }

    private int Optional(Repeated repeated, int times, int next)
    {
        var first = next;
        for (; times > 0 && !IsFull; times--)
        {
            first = Add(new PatternState(null, null, Write(repeated.Part, first), next));
        }

        return first;
    }

    private int Any(Repeated repeated, int next)
    {
        var loop = Add(new PatternState(null, null, next));
        states[loop] = new PatternState(null, null, Write(repeated.Part, loop), next);
        return loop;
    }

    private int Add(PatternState state)
    {
        states.Add(state);
        return states.Count - 1;
    }
}
