using System.Text;

namespace Personalization.Core.Expressions.Patterns;

/// <summary>One walk of an automaton along a text. Lives on the stack.</summary>
/// <param name="states">The states.</param>
/// <param name="seen">For each, one more than the last place of the text where it was.</param>
/// <param name="entered">Room for the states that are entered behind a code point.</param>
/// <param name="waiting">Room for the states that wait for a code point.</param>
/// <param name="open">Room for the states that are still to be left.</param>
internal ref struct PatternRun(PatternState[] states, Span<int> seen, Span<ushort> entered, Span<ushort> waiting, Span<ushort> open)
{
    private const int None = -1;
    private const int StatesClearedPerVisit = 8;
    private readonly Span<int> seen = seen;
    private readonly Span<ushort> entered = entered;
    private readonly Span<ushort> waiting = waiting;
    private readonly Span<ushort> open = open;
    private int waitingCount;
    private long visits;

    /// <summary>Whether some part of the text matches.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The state to begin with.</param>
    /// <param name="first">What a match that begins behind the start of the text begins with; null for anything.</param>
    /// <param name="visitsMax">How many states may be visited.</param>
    /// <param name="visited">How many were.</param>
    public bool IsMatch(ReadOnlySpan<char> text, int start, CodePointSet? first, long visitsMax, out long visited)
    {
        var isMatch = IsMatch(text, start, first, visitsMax);
        visited = visits;
        return isMatch;
    }

    private bool IsMatch(ReadOnlySpan<char> text, int start, CodePointSet? first, long visitsMax)
    {
        var enteredCount = 0;

        // Making room for the states takes time too.
        visits = states.Length / StatesClearedPerVisit;
        var (before, at) = (None, 0);
        while (visits <= visitsMax)
        {
            var (behind, units) = Read(text[at..]);
            if (enteredCount == 0 && at > 0 && first?.Contains(behind) == false)
            {
                if (units == 0 || first.Ranges.IsEmpty)
                {
                    return false;
                }

                visits++;
                (before, at) = (behind, at + units);
                continue;
            }

            waitingCount = 0;
            for (var one = 0; one <= enteredCount; one++)
            {
                // A match may begin at every place, so the start is entered at each.
                if (Enter(one < enteredCount ? entered[one] : start, at + 1, before, behind))
                {
                    return true;
                }
            }

            if (units == 0)
            {
                return false;
            }

            enteredCount = 0;
            foreach (var state in waiting[..waitingCount])
            {
                if (states[state].Set!.Contains(behind))
                {
                    entered[enteredCount++] = (ushort)states[state].Next;
                }
            }

            (before, at) = (behind, at + units);
        }

        return false;
    }

    private static (int Point, int Units) Read(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
        {
            return (None, 0);
        }

        Rune.DecodeFromUtf16(rest, out var rune, out var units);
        return (rune.Value, units);
    }

    /// <summary>Goes on to all states that are reached without another code point; true where the match is one of them.</summary>
    private bool Enter(int state, int place, int before, int behind)
    {
        var count = 0;
        open[count++] = (ushort)state;
        while (count > 0)
        {
            visits++;
            var index = open[--count];
            if (seen[index] == place)
            {
                continue;
            }

            seen[index] = place;
            ref readonly var current = ref states[index];
            if (index == 0)
            {
                return true;
            }

            if (current.Set is not null)
            {
                waiting[waitingCount++] = index;
            }
            else if (current.Place is not { } asked || IsAt(asked, before, behind))
            {
                open[count++] = (ushort)current.Next;
                if (current.Other >= 0)
                {
                    open[count++] = (ushort)current.Other;
                }
            }
        }

        return false;
    }

    private static bool IsAt(PatternPlace place, int before, int behind) => place switch
    {
        PatternPlace.TextStart => before == None,
        PatternPlace.TextEnd => behind == None,
        PatternPlace.LineStart => before is None or '\n',
        PatternPlace.LineEnd => behind is None or '\n',
        PatternPlace.WordBoundary => IsWord(before) != IsWord(behind),
        _ => IsWord(before) == IsWord(behind),
    };

    private static bool IsWord(int point) => point is (>= 0 and < 128) && (char.IsAsciiLetterOrDigit((char)point) || point == '_');
}
