namespace Personalization.Core.Expressions.Functions.Numbers;

/// <summary><c>math.greatest</c> and <c>math.least</c>: of numbers of any types the first that none goes beyond, unconverted.</summary>
internal static class Extreme
{
    private static readonly Value Empty = Value.Error("the greatest or least of no numbers is nothing");
    private static readonly Value Unordered = Value.Error("NaN has no order");

    public static Value Greatest(ReadOnlySpan<Value> arguments) => Of(arguments, wanted: 1);

    public static Value Least(ReadOnlySpan<Value> arguments) => Of(arguments, wanted: -1);

    private static Value Of(ReadOnlySpan<Value> arguments, int wanted)
    {
        if (arguments is not [{ Kind: ValueKind.List } list])
        {
            return Relations.IsNumber(arguments[0]) ? arguments[0] : Errors.NoSuchOverload;
        }

        var numbers = list.AsList;
        if (numbers.IsEmpty)
        {
            return Empty;
        }

        var best = numbers[0];
        foreach (ref readonly var number in numbers)
        {
            if (!Relations.IsNumber(number) || !Relations.TryCompare(number, best, out var order))
            {
                return Errors.NoSuchOverload;
            }

            if (order == Relations.Unordered)
            {
                return numbers.Length == 1 ? best : Unordered;
            }

            best = order == wanted ? number : best;
        }

        return best;
    }
}
