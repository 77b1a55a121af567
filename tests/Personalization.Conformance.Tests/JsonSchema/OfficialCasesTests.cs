using Personalization.Conformance.JsonSchema;
using Personalization.Conformance.Reporting;

namespace Personalization.Conformance.Tests.JsonSchema;

/// <summary>The official cases that lie beside the repository, where they do.</summary>
public sealed class OfficialCasesTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_official_case_passes_and_none_is_left_out()
    {
        var folder = FindCases();
        Assert.SkipWhen(folder is null, "There is no folder ../shared/conformance/json-schema beside the repository.");

        var reports = CaseFolder.Files(folder!).Select(path => JsonSchemaSuite.Run(path, CaseFolder.NameOf(folder!, path))).ToList();
        var printed = new StringWriter();
        reports.ForEach(report => ReportWriter.WriteFile(report, printed));
        ReportWriter.WriteTotal(reports, printed);
        output.WriteLine(printed.ToString());

        Assert.NotEmpty(reports);
        Assert.True(reports.TrueForAll(report => report.Failed == 0), printed.ToString());
        Assert.Equal(0, reports.Sum(report => report.OutOfScope));
    }

    private static string? FindCases()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var cases = Path.Combine(at.FullName, "shared", "conformance", "json-schema");
            if (Directory.Exists(cases))
                return cases;
        }

        return null;
    }
}
