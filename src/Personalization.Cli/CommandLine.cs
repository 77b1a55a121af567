using System.CommandLine;
using Personalization.Cli.Commands;
using Personalization.Grpc;

namespace Personalization.Cli;

/// <summary>The program <c>personalize</c>: one class per command, put together here.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs a command line.</summary>
    public static async Task<ExitCode> Run(IReadOnlyList<string> args, Output output, CancellationToken cancellation)
    {
        var root = new RootCommand("Checks catalogs, sends events and asks for decisions. Every command explains itself with --help.")
        {
            ValidateCommand.Create(output),
            SendCommand.Create(output),
            DecideCommand.Create(output),
            ExplainCommand.Create(output),
            ProfileCommand.Create(output),
            TenantsCommand.Create(output),
            KeysCommand.Create(output),
            SimulateCommand.Create(output),
        };
        var parsed = root.Parse(args);
        var console = new InvocationConfiguration { Output = output.Results, Error = output.Notes, EnableDefaultExceptionHandler = false };
        if (parsed.Errors.Count > 0)
        {
            await parsed.InvokeAsync(console, cancellation);
            return ExitCode.Usage;
        }

        return await Guard(() => parsed.InvokeAsync(console, cancellation), output, cancellation);
    }

    private static async Task<ExitCode> Guard(Func<Task<int>> command, Output output, CancellationToken cancellation)
    {
        try
        {
            return (ExitCode)await command();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await output.Notes.WriteLineAsync("stopped");
            return ExitCode.Bad;
        }
        catch (UsageException wrong)
        {
            await output.Notes.WriteLineAsync("error: " + wrong.Message);
            return ExitCode.Usage;
        }
        catch (RpcException refused)
        {
            return await Refusal.Report(refused, output);
        }
    }
}
