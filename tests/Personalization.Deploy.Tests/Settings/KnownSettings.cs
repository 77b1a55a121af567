using System.Text.RegularExpressions;
using Personalization.Deploy.Tests.Containers;

namespace Personalization.Deploy.Tests.Settings;

/// <summary>The variables that an executable reads, by what its own <c>--help</c> says.</summary>
internal static partial class KnownSettings
{
    private const string Prefix = "PERSONALIZATION_";

    /// <summary>Those of the executable of an image. The test is skipped where the image cannot be made.</summary>
    public static async Task<IReadOnlySet<string>> Of(string target, PublishedImages images)
    {
        var (app, _) = await images.Of(target);
        var help = await Command.Do(Repository.Root, "dotnet", Directory.EnumerateFiles(app, "Personalization.*.runtimeconfig.json").Single().Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal), "--help");
        var known = Option.Matches(help).Select(match => Prefix + match.Value.TrimStart('-').Replace('-', '_').ToUpperInvariant())
            .Concat(Variable.Matches(help).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("PERSONALIZATION_HTTP", known);
        return known;
    }

    /// <summary>Which of these variables are ours and unknown.</summary>
    public static IEnumerable<string> Unknown(this IReadOnlySet<string> known, IEnumerable<string> variables) =>
        variables.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !known.Contains(name)).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"--[a-z][a-z-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Option { get; }

    [GeneratedRegex("PERSONALIZATION_[A-Z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Variable { get; }
}
