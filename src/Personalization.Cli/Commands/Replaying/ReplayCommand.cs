using System.CommandLine;
using Personalization.Cli.Replaying;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands.Replaying;

/// <summary><c>personalize replay</c>: everything that reads or loads history. By itself it rebuilds a tenant.</summary>
internal static class ReplayCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var (scope, start) = (new ScopeOptions(), new JobStart(output));
        var catalog = new CatalogOption("The catalog to publish and activate in the other tenant: its folder, or the hash of a version published here. Without it, the one that is active there folds.", isRequired: false);
        var into = new Option<string?>("--into") { Description = "The tenant to copy into: another one of the same organisation, which exists." };
        var command = new ExplainedCommand(
            "replay",
            "Reads history again, or loads it. By itself it copies events into another tenant, whose catalog folds them anew. A replay works on the server, in the background; Ctrl+C only leaves it. Needs a key with the scope admin.",
            "personalize replay --into acme/next --catalog samples/saas/catalog",
            "personalize replay --into acme/debug --subjects user:u1,account:a1 --from 2026-03-01 --to 2026-04-01")
        {
            WhatIfCommand.Create(output), VerifyCommand.Create(output), BackfillCommand.Create(output),
            JobCommands.List(output), JobCommands.Watch(output), JobCommands.Cancel(output), JobCommands.Resume(output),
        };
        command.Add(into);
        catalog.AddTo(command);
        scope.AddTo(command);
        start.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var request = new ReplayStartRequest
            {
                Kind = ReplayKind.Rebuild,
                Into = parsed.GetValue(into) ?? throw new UsageException("Name the tenant to copy into with --into, or a command: " + string.Join(", ", command.Subcommands.Select(one => one.Name)) + "."),
            };
            scope.Read(parsed, request);
            using var client = connection.Open(parsed);
            await catalog.Read(parsed, client, request, stop);
            var (ended, exitCode) = await start.Run(parsed, client, request, stop);
            if (ended is null)
            {
                return (int)exitCode;
            }

            await output.Results.WriteLineAsync(start.IsJson(parsed) ? Json.OfAnswer(ended) : JobText.Summary(ended));
            return (int)JobText.ExitCode(ended);
        });
        return command;
    }
}
