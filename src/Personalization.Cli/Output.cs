using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Personalization.Cli;

/// <summary>Where a command writes: results to one side, everything else to the other.</summary>
/// <param name="Results">What the command was asked for; machine output goes here.</param>
/// <param name="Notes">Progress, hints and errors.</param>
/// <param name="IsTerminal">Whether results go to a person's terminal: tables are for those only.</param>
/// <param name="ShowsProgress">Whether notes go to a person's terminal, where a line may be drawn over.</param>
internal sealed record Output(TextWriter Results, TextWriter Notes, bool IsTerminal, bool ShowsProgress)
{
    private const int BufferChars = 32 * 1024;
    private const int StandardOutput = 1;

    /// <summary>The process's own streams. Results are buffered unless somebody watches them: flush at the end.</summary>
    public static Output OfConsole()
    {
        var isTerminal = !Console.IsOutputRedirected;
        var results = isTerminal ? Console.Out : new StreamWriter(OpenStandardOutput(), new UTF8Encoding(false), BufferChars);
        return new Output(results, Console.Error, isTerminal, !Console.IsErrorRedirected);
    }

    /// <summary>
    /// A pipe is written through its handle, because the console's own stream hides that the reader has gone and the program
    /// would work on for nobody. A file keeps the console's stream, which respects a position shared with the shell.
    /// </summary>
    private static Stream OpenStandardOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var pipe = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }
}
