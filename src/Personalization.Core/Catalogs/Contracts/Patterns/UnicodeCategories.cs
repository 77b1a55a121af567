namespace Personalization.Core.Catalogs.Contracts.Patterns;

/// <summary>The general categories of Unicode by the names that patterns use.</summary>
/// <remarks>https://unicode.org/Public/UCD/latest/ucd/PropertyValueAliases.txt, property gc.</remarks>
internal static class UnicodeCategories
{
    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["Other"] = "C", ["Control"] = "Cc", ["cntrl"] = "Cc", ["Format"] = "Cf", ["Unassigned"] = "Cn", ["Private_Use"] = "Co", ["Surrogate"] = "Cs",
        ["Letter"] = "L", ["Lowercase_Letter"] = "Ll", ["Modifier_Letter"] = "Lm", ["Other_Letter"] = "Lo", ["Titlecase_Letter"] = "Lt", ["Uppercase_Letter"] = "Lu",
        ["Mark"] = "M", ["Combining_Mark"] = "M", ["Spacing_Mark"] = "Mc", ["Enclosing_Mark"] = "Me", ["Nonspacing_Mark"] = "Mn",
        ["Number"] = "N", ["Decimal_Number"] = "Nd", ["digit"] = "Nd", ["Letter_Number"] = "Nl", ["Other_Number"] = "No",
        ["Punctuation"] = "P", ["punct"] = "P", ["Connector_Punctuation"] = "Pc", ["Dash_Punctuation"] = "Pd", ["Close_Punctuation"] = "Pe",
        ["Final_Punctuation"] = "Pf", ["Initial_Punctuation"] = "Pi", ["Other_Punctuation"] = "Po", ["Open_Punctuation"] = "Ps",
        ["Symbol"] = "S", ["Currency_Symbol"] = "Sc", ["Modifier_Symbol"] = "Sk", ["Math_Symbol"] = "Sm", ["Other_Symbol"] = "So",
        ["Separator"] = "Z", ["Line_Separator"] = "Zl", ["Paragraph_Separator"] = "Zp", ["Space_Separator"] = "Zs",
    };

    /// <summary>The short name of a category by its short or long name, with or without <c>gc=</c>; null where there is none.</summary>
    public static string? Find(string name)
    {
        var mark = name.IndexOf('=', StringComparison.Ordinal);
        if (mark >= 0 && name[..mark] is not ("gc" or "General_Category"))
        {
            return null;
        }

        var value = name[(mark + 1)..];
        return ByName.GetValueOrDefault(value) ?? (ByName.ContainsValue(value) ? value : null);
    }
}
