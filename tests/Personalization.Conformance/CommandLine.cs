using Personalization.Conformance.Reporting;

namespace Personalization.Conformance;

/// <summary>What the program does with its arguments: the kind of case files, and the folder that holds them.</summary>
public static class CommandLine
{
    public const int ExitPassed = 0, ExitFailed = 1, ExitUsage = 2;

    /// <summary>Runs and prints; the exit code is 1 where any case failed.</summary>
    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (arguments is not [var name, var folder] || Suite.Named(name) is not { } suite)
            return Refuse($"Usage: dotnet run -c Release --project tests/Personalization.Conformance -- {string.Join('|', Suite.Names)} <folder of case files>", errors);
        if (!Directory.Exists(folder))
            return Refuse($"There is no folder {folder}.", errors);

        var reports = new List<FileReport>();
        foreach (var path in CaseFolder.Files(folder))
        {
            var report = suite.Run(path, CaseFolder.NameOf(folder, path));
            ReportWriter.WriteFile(report, output);
            reports.Add(report);
        }

        if (reports.Count == 0)
            return Refuse($"There are no case files (*.json) in {folder}.", errors);
        ReportWriter.WriteTotal(reports, output);
        return reports.Exists(report => report.Failed > 0) ? ExitFailed : ExitPassed;
    }

    private static int Refuse(string why, TextWriter errors)
    {
        errors.WriteLine(why);
        return ExitUsage;
    }
}
