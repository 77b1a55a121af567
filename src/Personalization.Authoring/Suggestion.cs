namespace Personalization.Authoring;

/// <summary>Hints about names: what was probably meant, or what there is.</summary>
internal static class Suggestion
{
    /// <summary><c>Did you mean …?</c> where a known name is near, else the known names.</summary>
    public static string? For(string written, IEnumerable<string> known, string what)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        var nearest = names
            .Select(name => (Name: name, Distance: Distance(written, name)))
            .Where(candidate => candidate.Distance <= Math.Max(1, Math.Min(written.Length, candidate.Name.Length) / 3))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        if (nearest is not null)
        {
            return $"Did you mean `{nearest}`?";
        }

        if (names.Count == 0)
        {
            return null;
        }

        var more = names.Count > Limits.HintNamesMax ? $" and {names.Count - Limits.HintNamesMax} more" : "";
        return $"{what}: {string.Join(", ", names.Take(Limits.HintNamesMax))}{more}.";
    }

    /// <summary>Edits from one name to the other, swaps of neighbours counted once (optimal string alignment), without regard to case.</summary>
    private static int Distance(string left, string right)
    {
        if (left.Length > Limits.SuggestionCharsMax || right.Length > Limits.SuggestionCharsMax)
        {
            return int.MaxValue;
        }

        var table = new int[left.Length + 1, right.Length + 1];
        for (var row = 0; row <= left.Length; row++)
        {
            for (var column = 0; column <= right.Length; column++)
            {
                table[row, column] = row == 0 || column == 0 ? row + column : Step(table, left, right, row, column);
            }
        }

        return table[left.Length, right.Length];
    }

    private static int Step(int[,] table, string left, string right, int row, int column)
    {
        var changed = Same(left[row - 1], right[column - 1]) ? 0 : 1;
        var least = Math.Min(Math.Min(table[row - 1, column], table[row, column - 1]) + 1, table[row - 1, column - 1] + changed);
        var swapped = row > 1 && column > 1 && Same(left[row - 1], right[column - 2]) && Same(left[row - 2], right[column - 1]);
        return swapped ? Math.Min(least, table[row - 2, column - 2] + 1) : least;
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
