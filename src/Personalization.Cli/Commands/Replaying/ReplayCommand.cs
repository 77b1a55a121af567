using System.CommandLine;

namespace Personalization.Cli.Commands.Replaying;

/// <summary><c>personalize replay</c>: everything that reads or loads history.</summary>
internal static class ReplayCommand
{
    public static Command Create(Output output) => new("replay", "Loads history. Every command explains itself with --help.")
    {
        BackfillCommand.Create(output),
    };
}
