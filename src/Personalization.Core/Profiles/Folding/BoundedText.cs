namespace Personalization.Core.Profiles.Folding;

/// <summary>Texts of events, cut to what a profile keeps.</summary>
internal static class BoundedText
{
    /// <summary>The text, or its first characters without half a surrogate pair.</summary>
    public static string Cut(string text, int charsMax) =>
        text.Length <= charsMax ? text : text[..(char.IsHighSurrogate(text[charsMax - 1]) ? charsMax - 1 : charsMax)];
}
