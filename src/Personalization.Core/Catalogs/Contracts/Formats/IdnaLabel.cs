using System.Globalization;
using System.Text;

namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>Which labels of other letters than ASCII's may stand in a host name: RFC 5891, section 4.2, and RFC 5892.</summary>
/// <remarks>
/// The derived property of RFC 5892 is computed from general categories and the blocks of compatibility characters, which
/// differs from its tables in rare characters only.
/// </remarks>
internal static class IdnaLabel
{
    // RFC 5892, section 2.6.
    private static readonly int[] Admitted = [0x00DF, 0x03C2, 0x06FD, 0x06FE, 0x0F0B, 0x3007];
    private static readonly int[] Refused = [0x0640, 0x07FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B, 0x034F, 0x115F, 0x1160, 0x3164];

    // Jamo, compatibility forms, variation selectors: unstable under normalisation, or ignorable.
    private static readonly (int From, int To)[] RefusedRanges =
    [
        (0x1100, 0x11FF), (0x180B, 0x180F), (0x2100, 0x214D), (0xA960, 0xA97F), (0xD7B0, 0xD7FF), (0xF900, 0xFA0D), (0xFB00, 0xFB1C), (0xFB50, 0xFDFF),
        (0xFE00, 0xFE0F), (0xFE70, 0xFEFF), (0xFF00, 0xFFEF), (0x1D400, 0x1D7FF), (0x2F800, 0x2FA1F), (0xE0000, 0xE0FFF),
    ];

    /// <summary>Whether a label is allowed.</summary>
    public static bool IsValid(Rune[] label)
    {
        if (label.Length == 0 || label[0].Value == '-' || label[^1].Value == '-' || IsMark(label[0])
            || (label.Length > 3 && label[2].Value == '-' && label[3].Value == '-'))
        {
            return false;
        }

        for (var at = 0; at < label.Length; at++)
        {
            if (IdnaContext.IsContextual(label[at].Value) ? !IdnaContext.Holds(label, at) : !IsAdmitted(label[at]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAdmitted(Rune letter)
    {
        var code = letter.Value;
        if (Admitted.Contains(code) || code == '-')
        {
            return true;
        }

        return !Refused.Contains(code)
            && !Array.Exists(RefusedRanges, range => code >= range.From && code <= range.To)
            && Rune.GetUnicodeCategory(letter) is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }

    private static bool IsMark(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
