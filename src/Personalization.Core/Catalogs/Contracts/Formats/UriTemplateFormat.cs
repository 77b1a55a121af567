using System.Text.RegularExpressions;

namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary><c>uri-template</c>: RFC 6570, section 2.</summary>
internal static partial class UriTemplateFormat
{
    private const string Letters = "(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+";
    private const string Variable = Letters + @"(?:\." + Letters + @")*(?:\*|:[1-9][0-9]{0,3})?";

    /// <summary>Whether a text is a template.</summary>
    public static bool IsTemplate(string text) => Template().IsMatch(text);

    // Literals are all but controls, space and "%<>\^`{|}; the quote ' stands in the errata as allowed.
    [GeneratedRegex(
        """^(?:[^\u0000-\u0020\u007F-\u009F"%<>\\^`{|}]|%[0-9A-Fa-f]{2}|\{[+#./;?&=,!@|]?""" + Variable + "(?:," + Variable + ")*" + """\})*\z""",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Template();
}
