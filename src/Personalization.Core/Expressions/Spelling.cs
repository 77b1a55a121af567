namespace Personalization.Core.Expressions;

/// <summary>Finds what somebody probably meant to write.</summary>
public static class Spelling
{
    private const int NameCharsMax = 64;

    /// <summary>The name that is nearest to a written one, or null where none is near enough.</summary>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(names);
        // One letter is never near another.
        var allowed = written.Length == 1 ? 0 : Math.Max(1, written.Length / 3);
        string? best = null;
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            var distance = Distance(written, name, allowed);
            if (distance <= allowed && (best is null || distance < Distance(written, best, allowed)))
            {
                best = name;
            }
        }

        return best;
    }

    /// <summary><c>; did you mean `role`?</c>, or nothing where no name is near enough.</summary>
    internal static string Suggest(string written, IEnumerable<string> names) =>
        Nearest(written, names) is { } name ? $"; did you mean `{name}`?" : "";

    /// <summary>
    /// The optimal string alignment distance, without regard to case: insertions, deletions, replacements and swaps of neighbours;
    /// more than <paramref name="allowed"/> for anything farther. https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
    /// </summary>
    internal static int Distance(string left, string right, int allowed)
    {
        if (Math.Abs(left.Length - right.Length) > allowed || left.Length > NameCharsMax || right.Length > NameCharsMax)
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
        var same = Same(left[row - 1], right[column - 1]);
        var best = Math.Min(
            Math.Min(table[row - 1, column], table[row, column - 1]) + 1,
            table[row - 1, column - 1] + (same ? 0 : 1));
        var swapped = row > 1 && column > 1 && Same(left[row - 1], right[column - 2]) && Same(left[row - 2], right[column - 1]);
        return swapped ? Math.Min(best, table[row - 2, column - 2] + 1) : best;
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
