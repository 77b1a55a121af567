using System.CommandLine;

namespace Personalization.Cli;

/// <summary>Options of a command line as they are to be given again, each with a space before it; nothing of those that were not given.</summary>
internal static class Again
{
    /// <summary>The options as they were given.</summary>
    public static string Of(ParseResult parsed, params ReadOnlySpan<Option> options)
    {
        var text = "";
        foreach (var option in options)
        {
            text += IsGiven(parsed, option) ? string.Join(' ', [" " + option.Name, .. parsed.GetResult(option)!.Tokens.Select(token => ShellWord.Of(token.Value))]) : "";
        }

        return text;
    }

    /// <summary>An option whose value is nobody's business, by the variable that can hold it.</summary>
    public static string Secret(ParseResult parsed, Option option, string variable) => IsGiven(parsed, option) ? $" {option.Name} \"${variable}\"" : "";

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
