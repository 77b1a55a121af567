namespace Personalization.Conformance.Reporting;

/// <summary>What became of the cases of one file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Passed">Cases that came out as the file says.</param>
/// <param name="Failures">Those that did not.</param>
/// <param name="OutOfScope">Cases that are about something that this project leaves out on purpose; neither passed nor failed.</param>
/// <param name="ScopeReason">What those need, in words that follow their number.</param>
public sealed record FileReport(string File, int Passed, IReadOnlyList<CaseFailure> Failures, int OutOfScope = 0, string ScopeReason = "")
{
    public int Failed => Failures.Count;
}
