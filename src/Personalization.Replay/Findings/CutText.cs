namespace Personalization.Replay;

/// <summary>Texts of findings, of which only so much is kept.</summary>
internal static class CutText
{
    /// <summary>The text, or its first characters and a … for the rest. No pair of surrogates is cut in two: half of one cannot be written.</summary>
    /// <param name="text">The text.</param>
    /// <param name="charsMax">How many characters stay, above 0.</param>
    public static string To(string text, int charsMax)
    {
        if (text.Length <= charsMax)
        {
            return text;
        }

        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[charsMax - 1]) ? charsMax - 1 : charsMax), "…");
    }
}
