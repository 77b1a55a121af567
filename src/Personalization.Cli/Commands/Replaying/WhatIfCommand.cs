using System.CommandLine;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands.Replaying;

/// <summary><c>personalize replay what-if</c>: what another catalog would have decided.</summary>
internal static class WhatIfCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var (scope, start, result) = (new ScopeOptions(), new JobStart(output), new ResultOptions(output));
        var catalog = new CatalogOption("The other catalog: its folder, or the hash of a published version.", isRequired: true);
        var command = new ExplainedCommand(
            "what-if",
            "Decides every decision of the past again under another catalog, and says which change, for whom and why. Nothing is served by it.",
            "personalize replay what-if --catalog samples/saas/catalog",
            "personalize replay what-if --catalog 4f1c09aa27be --from 2026-03-01 --format csv --out changes.csv");
        catalog.AddTo(command);
        scope.AddTo(command);
        result.AddTo(command);
        start.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var request = new ReplayStartRequest { Kind = ReplayKind.WhatIf };
            scope.Read(parsed, request);
            result.Check(parsed);
            using var client = connection.Open(parsed);
            await catalog.Read(parsed, client, request, stop);
            var (ended, exitCode) = await start.Run(parsed, client, request, stop);
            return (int)(ended is null ? exitCode : await result.Write(parsed, client, ended, start.IsJson(parsed), stop));
        });
        return command;
    }
}
