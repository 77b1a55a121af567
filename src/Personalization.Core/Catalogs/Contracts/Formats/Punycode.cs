using System.Text;

namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>Punycode: RFC 3492, with the parameters of section 5.</summary>
internal static class Punycode
{
    private const int Radix = 36;
    private const int ThresholdMin = 1;
    private const int ThresholdMax = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int FirstBias = 72;
    private const int FirstCode = 128;
    private const int CharsMax = 255;

    /// <summary>The letters that a text stands for, or null where it is none.</summary>
    public static Rune[]? Decode(string text)
    {
        var hyphen = text.LastIndexOf('-');
        var letters = text[..Math.Max(hyphen, 0)].Select(one => (long)one).ToList();
        var (code, bias, index, at) = ((long)FirstCode, FirstBias, 0L, hyphen + 1);
        while (at < text.Length)
        {
            var (start, weight) = (index, 1L);
            for (var step = Radix; ; step += Radix)
            {
                var digit = at < text.Length ? DigitOf(text[at++]) : -1;
                if (digit < 0 || weight > int.MaxValue)
                {
                    return null;
                }

                index += digit * weight;
                var threshold = Threshold(step, bias);
                if (digit < threshold)
                {
                    break;
                }

                weight *= Radix - threshold;
            }

            bias = Adapt(index - start, letters.Count + 1, start == 0);
            code += index / (letters.Count + 1);
            index %= letters.Count + 1;
            if (code > int.MaxValue || !Rune.IsValid((int)code))
            {
                return null;
            }

            letters.Insert((int)index++, code);
        }

        return letters.TrueForAll(letter => letter < 0x110000 && Rune.IsValid((int)letter)) ? [.. letters.Select(letter => new Rune((int)letter))] : null;
    }

    /// <summary>The text that stands for letters, or null for more than any name holds.</summary>
    public static string? Encode(Rune[] letters)
    {
        if (letters.Length > CharsMax)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var letter in letters.Where(letter => letter.IsAscii))
        {
            text.Append((char)letter.Value);
        }

        var handled = text.Length;
        var basic = handled;
        if (basic > 0)
        {
            text.Append('-');
        }

        var (code, bias, delta) = (FirstCode, FirstBias, 0L);
        while (handled < letters.Length)
        {
            var next = letters.Where(letter => letter.Value >= code).Min(letter => letter.Value);
            delta += (long)(next - code) * (handled + 1);
            code = next;
            foreach (var letter in letters)
            {
                delta += letter.Value < code ? 1 : 0;
                if (letter.Value == code)
                {
                    Append(text, delta, bias);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    (delta, handled) = (0, handled + 1);
                }
            }

            delta++;
            code++;
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, long delta, int bias)
    {
        for (var step = Radix; ; step += Radix)
        {
            var threshold = Threshold(step, bias);
            if (delta < threshold)
            {
                text.Append(DigitFor(delta));
                return;
            }

            text.Append(DigitFor(threshold + ((delta - threshold) % (Radix - threshold))));
            delta = (delta - threshold) / (Radix - threshold);
        }
    }

    private static int Threshold(int step, int bias) => Math.Clamp(step - bias, ThresholdMin, ThresholdMax);

    private static int Adapt(long delta, int count, bool isFirst)
    {
        delta /= isFirst ? Damp : 2;
        delta += delta / count;
        var step = 0;
        while (delta > (Radix - ThresholdMin) * ThresholdMax / 2)
        {
            delta /= Radix - ThresholdMin;
            step += Radix;
        }

        return step + (int)((Radix - ThresholdMin + 1) * delta / (delta + Skew));
    }

    private static char DigitFor(long digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);

    private static int DigitOf(char one) =>
        char.IsAsciiLetter(one) ? (one | 0x20) - 'a' : char.IsAsciiDigit(one) ? one - '0' + 26 : -1;
}
