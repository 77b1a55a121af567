using System.Globalization;
using System.Text;

namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>The letters that are allowed beside certain others only: RFC 5892, appendix A.</summary>
internal static class IdnaContext
{
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;

    // Canonical combining class 9.
    private static readonly int[] Viramas =
    [
        0x094D, 0x09CD, 0x0A4D, 0x0ACD, 0x0B4D, 0x0BCD, 0x0C4D, 0x0CCD, 0x0D3B, 0x0D3C, 0x0D4D, 0x0DCA, 0x0E3A, 0x0EBA, 0x0F84, 0x1039, 0x103A,
        0x1714, 0x1734, 0x17D2, 0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3, 0x2D7F, 0xA806, 0xA8C4, 0xA953, 0xA9C0, 0xAAF6, 0xABED,
    ];

    // Arabic letters that join to the one before them only, and the one that joins to none.
    private static readonly int[] RightJoining =
    [
        0x0622, 0x0623, 0x0624, 0x0625, 0x0627, 0x0629, 0x062F, 0x0630, 0x0631, 0x0632, 0x0648, 0x0671, 0x0672, 0x0673, 0x0675, 0x0676, 0x0677,
        0x0688, 0x0689, 0x068A, 0x068B, 0x068C, 0x068D, 0x068E, 0x068F, 0x0690, 0x0691, 0x0692, 0x0693, 0x0694, 0x0695, 0x0696, 0x0697, 0x0698,
        0x0699, 0x06C0, 0x06C3, 0x06C4, 0x06C5, 0x06C6, 0x06C7, 0x06C8, 0x06C9, 0x06CA, 0x06CB, 0x06CD, 0x06CF, 0x06D2, 0x06D3, 0x06D5, 0x06EE, 0x06EF,
    ];

    /// <summary>Whether a letter depends on others.</summary>
    public static bool IsContextual(int letter) =>
        letter is NonJoiner or Joiner or 0x00B7 or 0x0375 or 0x05F3 or 0x05F4 or 0x30FB || IsArabicDigit(letter) || IsExtendedDigit(letter);

    /// <summary>Whether such a letter is allowed where it stands.</summary>
    public static bool Holds(Rune[] label, int at)
    {
        var before = at > 0 ? label[at - 1].Value : -1;
        var after = at + 1 < label.Length ? label[at + 1].Value : -1;
        return label[at].Value switch
        {
            NonJoiner => Viramas.Contains(before) || Joins(label, at),
            Joiner => Viramas.Contains(before),
            0x00B7 => before == 'l' && after == 'l',
            0x0375 => after is (>= 0x0370 and <= 0x03FF) or (>= 0x1F00 and <= 0x1FFF),
            0x05F3 or 0x05F4 => before is >= 0x0591 and <= 0x05F4,
            0x30FB => Array.Exists(label, letter => IsJapanese(letter.Value)),
            var digit => !Array.Exists(label, letter => IsArabicDigit(digit) ? IsExtendedDigit(letter.Value) : IsArabicDigit(letter.Value)),
        };
    }

    private static bool Joins(Rune[] label, int at)
    {
        var before = at - 1;
        while (before >= 0 && IsTransparent(label[before]))
        {
            before--;
        }

        var after = at + 1;
        while (after < label.Length && IsTransparent(label[after]))
        {
            after++;
        }

        return before >= 0 && after < label.Length
            && IsJoining(label[before].Value) && !RightJoining.Contains(label[before].Value) && IsJoining(label[after].Value);
    }

    private static bool IsTransparent(Rune letter) => Rune.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;

    private static bool IsJoining(int letter) => letter is (>= 0x0620 and <= 0x06FF and not 0x0621 and not 0x0674 and not 0x06D5) or (>= 0x0750 and <= 0x077F);

    private static bool IsJapanese(int letter) =>
        letter is (>= 0x3041 and <= 0x309F) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FF) or 0x3005 or 0x3007
            or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF);

    private static bool IsArabicDigit(int letter) => letter is >= 0x0660 and <= 0x0669;

    private static bool IsExtendedDigit(int letter) => letter is >= 0x06F0 and <= 0x06F9;
}
