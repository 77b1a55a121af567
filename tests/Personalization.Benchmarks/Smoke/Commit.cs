using System.Diagnostics;

namespace Personalization.Benchmarks.Smoke;

/// <summary>Which commit is measured.</summary>
internal static class Commit
{
    public static string Current()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "describe --always --dirty --abbrev=10") { UseShellExecute = false, RedirectStandardOutput = true })!;
            var text = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return text.Length > 0 ? text : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
