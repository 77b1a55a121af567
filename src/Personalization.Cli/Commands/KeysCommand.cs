using System.CommandLine;

namespace Personalization.Cli.Commands;

internal static class KeysCommand
{
    public static Command Create(Output output) => new("keys");
}
