using Personalization.Core.Expressions;

namespace Personalization.Authoring;

/// <summary>Hints about names: what was probably meant, or what there is.</summary>
internal static class Suggestion
{
    /// <summary><c>Did you mean …?</c> where a known name is near, else the known names.</summary>
    public static string? For(string written, IEnumerable<string> known, string what)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        if (Spelling.Nearest(written, names) is { } nearest)
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
}
