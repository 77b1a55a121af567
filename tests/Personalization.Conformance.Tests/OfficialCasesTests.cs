using Personalization.Conformance.Reporting;
using Personalization.Conformance.Tests.Support;

namespace Personalization.Conformance.Tests;

/// <summary>All official cases that lie beside the repository, where they do.</summary>
public sealed class OfficialCasesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("cel")]
    [InlineData("json-schema")]
    public void Every_official_case_passes_and_none_is_left_out(string name)
    {
        var folder = Path.Combine(OfficialCases.Folder, name);
        Assert.SkipUnless(Directory.Exists(folder), $"There are no official cases of {name} in {folder}.");

        var reports = CaseFolder.Files(folder).Select(path => Suite.Named(name)!.Run(path, $"{name}/{CaseFolder.NameOf(folder, path)}")).ToList();
        using var printed = new StringWriter();
        reports.ForEach(report => ReportWriter.WriteFile(report, printed));
        ReportWriter.WriteTotal(reports, printed);
        output.WriteLine(printed.ToString());
        TestContext.Current.SendDiagnosticMessage("{0}", printed);

        Assert.NotEmpty(reports);
        Assert.True(reports.TrueForAll(report => report.Failed == 0), printed.ToString());
        Assert.Equal(0, reports.Sum(report => report.OutOfScope));
    }
}
