using System.CommandLine;

namespace Personalization.Cli.Commands;

internal static class ValidateCommand
{
    public static Command Create(Output output) => new("validate");
}
