using System.Text.RegularExpressions;

namespace Personalization.Architecture.Tests;

/// <summary>The rules of style that a program can check on text. Each says what to do instead.</summary>
public static partial class TidyRules
{
    public const int LinesMax = 400;

    /// <summary>No file is longer than a person reads at once.</summary>
    public static IEnumerable<Violation> Length(SourceFile file)
    {
        if (file.Lines.Count > LinesMax && !file.IsData)
            yield return new($"{file.Path}:{LinesMax + 1}", $"{file.Lines.Count} lines, {LinesMax} at most", "Find the second concept in it and give it a file");
    }

    /// <summary>A name says what a thing is, not that it is one.</summary>
    public static IEnumerable<Violation> TypeNames(SourceFile file) =>
        from line in file.Numbered()
        where file.IsCSharp && !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal)
        let name = Declaration.Match(line.Text).Groups["name"].Value
        let word = Words.Matches(name).Select(word => word.Value).FirstOrDefault(EmptyWords.Contains)
        where word is not null
        select new Violation(line.Where, $"the type name {name} has the empty word {word}", "Name the thing as the field does");

    /// <summary>A test waits for what it waits for, never for time.</summary>
    public static IEnumerable<Violation> Sleeps(SourceFile file) =>
        from line in file.Numbered()
        let sleep = Sleep.Match(line.Text)
        where sleep.Success
        select new Violation(line.Where, $"the test sleeps with {sleep.Value}", "Await the event itself, or use a fake time");

    /// <summary>Names of the sample product come from its catalog alone.</summary>
    public static IEnumerable<Violation> SampleNames(SourceFile file) =>
        from line in file.Numbered()
        let name = SampleEvent.Match(line.Text)
        where name.Success
        select new Violation(line.Where, $"{name.Value} is an event of samples/saas", "Let the catalog name it; in an example use a name of no sample");

    /// <summary>Salts go before events, and only the sealer keeps that order: whoever erases asks it.</summary>
    public static IEnumerable<Violation> Erasures(SourceFile file) =>
        from line in file.Numbered()
        where Erasure.IsMatch(line.Text) && !file.Path.EndsWith("/AuditSealer.cs", StringComparison.Ordinal)
        select new Violation(line.Where, "the journal is asked to erase past the audit chain", "Call AuditSealer.Erase");

    private static readonly HashSet<string> EmptyWords =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Base", "Impl", "Info", "Data", "Process"];

    [GeneratedRegex(@"\b(class|struct|interface|enum|record)\s+(?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Declaration { get; }

    [GeneratedRegex("[A-Z][a-z0-9]*", RegexOptions.NonBacktracking)]
    private static partial Regex Words { get; }

    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\b|\bSpinWait\.SpinUntil\b", RegexOptions.NonBacktracking)]
    private static partial Regex Sleep { get; }

    [GeneratedRegex(@"\b[Jj]ournal\.Erase\(", RegexOptions.NonBacktracking)]
    private static partial Regex Erasure { get; }

    [GeneratedRegex(@"\b(import_failed|import_completed|user_invited|project_created|report_exported|feature_used|quota_used|quota_set)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SampleEvent { get; }
}
