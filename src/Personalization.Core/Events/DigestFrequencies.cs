using System.Collections.Immutable;

namespace Personalization.Core.Events;

/// <summary>The texts of digest frequencies, as events and answers have them.</summary>
public static class DigestFrequencies
{
    /// <summary>The texts, by number.</summary>
    public static ImmutableArray<string> Names { get; } = ["off", "as_it_comes", "daily", "weekly"];

    /// <summary>The text of a frequency.</summary>
    public static string Name(DigestFrequency frequency) => Names[(int)frequency];

    /// <summary>Finds a frequency by its text.</summary>
    public static bool TryParse(string name, out DigestFrequency frequency)
    {
        var number = Names.IndexOf(name);
        frequency = number < 0 ? default : (DigestFrequency)number;
        return number >= 0;
    }
}
