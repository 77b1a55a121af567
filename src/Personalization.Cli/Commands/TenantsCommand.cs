using System.CommandLine;

namespace Personalization.Cli.Commands;

internal static class TenantsCommand
{
    public static Command Create(Output output) => new("tenants");
}
