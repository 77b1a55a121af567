using System.Text.Json;

namespace Personalization.Replay.Backfilling;

/// <summary>
/// What a field of properties or traits is: a number where JSON would write it so and a double keeps all of its digits, true or false, else a
/// text. So <c>007</c>, <c>1,5</c>, <c>1e5</c> and <c>4111111111111111</c> are texts.
/// </summary>
internal static class CsvValue
{
    /// <summary>Writes a field, which is not empty, as the value that it is.</summary>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> field)
    {
        if (field.SequenceEqual("true"u8) || field.SequenceEqual("false"u8))
        {
            writer.WriteBooleanValue(field[0] == 't');
        }
        else if (IsNumber(field))
        {
            writer.WriteRawValue(field, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(field);
        }
    }

    /// <summary>RFC 8259, section 6, without exponents: what has one is rather a name than a number.</summary>
    private static bool IsNumber(ReadOnlySpan<byte> field)
    {
        var rest = field[(field[0] == '-' ? 1 : 0)..];
        var point = rest.IndexOf((byte)'.');
        var whole = point < 0 ? rest : rest[..point];
        var fraction = point < 0 ? default : rest[(point + 1)..];
        return IsDigits(whole) && (point < 0 || IsDigits(fraction)) && (whole.Length == 1 || whole[0] != '0')
            && whole.Length + fraction.Length <= Limits.CsvNumberDigitsMax;
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
