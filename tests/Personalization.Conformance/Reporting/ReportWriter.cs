namespace Personalization.Conformance.Reporting;

/// <summary>Prints reports: a line per file, its failures below, a total in the same form at the end.</summary>
public static class ReportWriter
{
    public static void WriteFile(FileReport report, TextWriter output)
    {
        WriteCounts(report.File, report.Passed, report.Failed, output);
        WriteScope(report.OutOfScope, report.ScopeReason, output);
        foreach (var failure in report.Failures)
        {
            output.WriteLine($"  FAILED {failure.Name}");
            output.WriteLine($"    {failure.Source.ReplaceLineEndings("\n    ")}");
            output.WriteLine($"    expected {failure.Expected}");
            output.WriteLine($"    got      {failure.Got}");
        }
    }

    public static void WriteTotal(IReadOnlyCollection<FileReport> reports, TextWriter output)
    {
        WriteCounts("total", reports.Sum(report => report.Passed), reports.Sum(report => report.Failed), output);
        foreach (var left in reports.GroupBy(report => report.ScopeReason, StringComparer.Ordinal))
            WriteScope(left.Sum(report => report.OutOfScope), left.Key, output);
    }

    private static void WriteCounts(string name, int passed, int failed, TextWriter output) =>
        output.WriteLine($"{name}: {passed} passed, {failed} failed");

    private static void WriteScope(int count, string reason, TextWriter output)
    {
        if (count > 0)
            output.WriteLine($"  {count} {reason}");
    }
}
