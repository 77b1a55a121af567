namespace Personalization.Cli;

/// <summary>Where a command writes: results to one side, everything else to the other.</summary>
/// <param name="Results">What the command was asked for; machine output goes here.</param>
/// <param name="Notes">Progress, hints and errors.</param>
/// <param name="IsTerminal">Whether results go to a person's terminal: tables and progress bars are for those only.</param>
internal sealed record Output(TextWriter Results, TextWriter Notes, bool IsTerminal)
{
    /// <summary>The process's own streams.</summary>
    public static Output OfConsole() => new(Console.Out, Console.Error, !Console.IsOutputRedirected);
}
