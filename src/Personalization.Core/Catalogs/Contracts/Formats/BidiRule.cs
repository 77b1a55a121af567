using System.Globalization;
using System.Text;

namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>Host names with letters that are written from right to left: RFC 5893, section 2.</summary>
internal static class BidiRule
{
    private enum Direction
    {
        Left,
        Right,
        ArabicNumber,
        EuropeanNumber,
        Mark,
        Neutral,
    }

    /// <summary>Whether the labels of a name keep the rule; names without such letters do.</summary>
    public static bool Holds(IReadOnlyCollection<Rune[]> labels)
    {
        var directions = labels.Select(label => Array.ConvertAll(label, Of)).ToList();
        return !directions.Exists(label => label.Any(one => one is Direction.Right or Direction.ArabicNumber)) || directions.TrueForAll(IsValid);
    }

    private static bool IsValid(Direction[] label)
    {
        var last = Array.FindLast(label, one => one != Direction.Mark);
        return label.FirstOrDefault(Direction.Neutral) switch
        {
            Direction.Right => !label.Contains(Direction.Left)
                && last is Direction.Right or Direction.EuropeanNumber or Direction.ArabicNumber
                && !(label.Contains(Direction.EuropeanNumber) && label.Contains(Direction.ArabicNumber)),
            Direction.Left => !label.Contains(Direction.Right) && !label.Contains(Direction.ArabicNumber) && last is Direction.Left or Direction.EuropeanNumber,
            _ => false,
        };
    }

    private static Direction Of(Rune letter) => letter.Value switch
    {
        (>= '0' and <= '9') or (>= 0x06F0 and <= 0x06F9) => Direction.EuropeanNumber,
        (>= 0x0660 and <= 0x0669) or 0x066B or 0x066C => Direction.ArabicNumber,
        _ when Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => Direction.Mark,
        (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF) => Direction.Right,
        '-' or 0x200C or 0x200D => Direction.Neutral,
        _ => Direction.Left,
    };
}
