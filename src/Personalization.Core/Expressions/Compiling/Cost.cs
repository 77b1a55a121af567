namespace Personalization.Core.Expressions.Compiling;

/// <summary>What functions cost, in the steps of <see cref="Limits.ExpressionCostMax"/>. Short texts cost nothing that is worth counting.</summary>
internal static class Cost
{
    /// <summary>States of a pattern that are visited in the time of one step.</summary>
    public const int VisitsPerStep = 8;

    private const int CharsPerStep = 64, ComparisonsPerStep = 8_192;

    /// <summary>Building the automaton of a pattern that is known only at run time, and matching a text with it: as long as some thousand comparisons.</summary>
    public const long Automaton = 5_000;

    /// <summary>Some microseconds for the smallest doubles.</summary>
    private const long FormattedDouble = 500;

    /// <summary>What a function costs by one of its arguments: it may walk through all of it, unless it looks only for one element.</summary>
    public static long Of(in Value argument, bool isLookup) => isLookup && argument.Kind is (ValueKind.List or ValueKind.Map) ? 1 : argument.Weight;

    /// <summary>What a function of two arguments costs: one that looks for a text in a text may compare all of one at every place of the other.</summary>
    public static long Of(in Value first, in Value second, bool isLookup, bool isSearch)
    {
        var cost = Of(first, isLookup) + Of(second, isLookup);
        return !isSearch || first.Kind != ValueKind.String ? cost
            : second.Kind == ValueKind.String ? cost + OfSearch(first.AsString, second.AsString)
            : second.Kind == ValueKind.List ? cost + OfFormat(second.AsList)
            : cost;
    }

    /// <summary>What a function of no, three or more arguments costs, of which the first two may be a text and what is looked for in it.</summary>
    public static long Of(ReadOnlySpan<Value> arguments, bool isLookup, bool isSearch)
    {
        if (arguments.IsEmpty)
        {
            return 0;
        }

        var cost = Of(arguments[0], arguments[1], isLookup, isSearch);
        foreach (ref readonly var argument in arguments[2..])
        {
            cost += Of(argument, isLookup);
        }

        return cost;
    }

    /// <summary>Reading a text that an expression made.</summary>
    public static long OfReading(string text) => text.Length / CharsPerStep;

    /// <summary>Formatting a list: a double is written digit by digit from its exact value, which has up to 750 digits.</summary>
    private static long OfFormat(ReadOnlySpan<Value> list)
    {
        long cost = 0;
        foreach (ref readonly var element in list)
        {
            cost += element.Kind == ValueKind.Double ? FormattedDouble : 0;
        }

        return cost;
    }

    /// <summary>Looking for a text in another.</summary>
    public static long OfSearch(string text, string part) => (long)text.Length * part.Length / ComparisonsPerStep;

    /// <summary>Matching a text with a compiled pattern; more than there is left where the match was given up.</summary>
    public static long OfVisits(long visits) => (visits + VisitsPerStep - 1) / VisitsPerStep;

    /// <summary>What a function costs whatever its arguments.</summary>
    public static long OfFunction(string name) => name == "matches" ? Automaton : 0;
}
