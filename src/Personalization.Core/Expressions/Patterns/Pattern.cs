using System.Diagnostics.CodeAnalysis;

namespace Personalization.Core.Expressions.Patterns;

/// <summary>
/// A regular expression, compiled. It follows all states of its automaton at once, so that the time is the length of the text times the number of
/// states at most, whatever the pattern: .NET's own, without backtracking, takes seconds for <c>(.*a.{10}){5}</c>. Immutable.
/// </summary>
internal sealed class Pattern
{
    private readonly PatternState[] states;
    private readonly int start;

    private readonly CodePointSet? first;

    private Pattern(PatternState[] states, int start)
    {
        (this.states, this.start) = (states, start);
        first = FindFirst();
    }

    /// <summary>Compiles a pattern in the syntax of RE2; false, with a sentence, where it is malformed or too large.</summary>
    public static bool TryCompile(string source, [NotNullWhen(true)] out Pattern? pattern, [NotNullWhen(false)] out string? error)
    {
        pattern = null;
        error = $"a pattern has at most {Limits.RegexCharsMax} characters";
        if (source.Length > Limits.RegexCharsMax)
        {
            return false;
        }

        if (new Re2Parser(source).Parse(out error) is not { } node)
        {
            error = $"the pattern is malformed {error}";
            return false;
        }

        error = $"the pattern is too large: with its repetitions written out it has more than {Limits.PatternStatesMax} parts";
        if (Of(node) is not { } compiled)
        {
            return false;
        }

        (pattern, error) = (compiled, null);
        return true;
    }

    /// <summary>Compiles what was read already; null where it is too large.</summary>
    public static Pattern? Of(PatternNode node) => PatternAutomaton.Of(node) is var (states, start) ? new Pattern(states, start) : null;

    /// <summary>Whether some part of a text matches, however long it takes.</summary>
    public bool IsMatch(ReadOnlySpan<char> text) => IsMatch(text, long.MaxValue, out _);

    /// <summary>Whether some part of a text matches.</summary>
    /// <param name="text">The text.</param>
    /// <param name="visitsMax">How many states may be visited; beyond, the answer is false.</param>
    /// <param name="visits">How many were.</param>
    public bool IsMatch(ReadOnlySpan<char> text, long visitsMax, out long visits)
    {
        var run = new PatternRun(
            states, stackalloc int[states.Length], stackalloc ushort[states.Length], stackalloc ushort[states.Length], stackalloc ushort[2 * states.Length]);
        return run.IsMatch(text, start, first, visitsMax, out visits);
    }

    /// <summary>What a match that begins behind the start of the text begins with; null where it may be empty.</summary>
    private CodePointSet? FindFirst()
    {
        var reached = new List<int> { start };
        var found = new List<(int From, int To)>();
        for (var at = 0; at < reached.Count; at++)
        {
            var state = states[reached[at]];
            if (reached[at] == 0)
            {
                return null;
            }

            if (state.Set is not null)
            {
                found.AddRange(state.Set.Ranges);
            }
            else if (state.Place != PatternPlace.TextStart)
            {
                reached.AddRange(new[] { state.Next, state.Other }.Where(next => next >= 0 && !reached.Contains(next)));
            }
        }

        return CodePointSet.Of(found);
    }
}
