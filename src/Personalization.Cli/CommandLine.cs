using System.CommandLine;
using Microsoft.Data.Sqlite;
using Personalization.Cli.Commands;
using Personalization.Cli.Commands.Journaling;
using Personalization.Cli.Commands.Replaying;
using Personalization.Grpc;
using Personalization.Journal;
using Personalization.Journal.Postgres;
using Personalization.Replay.Backfilling;

namespace Personalization.Cli;

/// <summary>The program <c>personalize</c>: one class per command, put together here.</summary>
internal static class CommandLine
{
    private const string Intro =
        """
        Checks catalogs, sends events and asks for decisions. Every command explains itself with --help.

        Ends with 0 when all went well, 1 when the thing asked about is bad, 2 when the command line makes no sense,
        3 when the server cannot be reached. Commands that ask a server take its address from --server or PERSONALIZATION_SERVER
        and the key from --key, PERSONALIZATION_API_KEY or the dev.key of a server on this machine.
        """;

    /// <summary>errno of a write to a pipe that nobody reads any more.</summary>
    private const int BrokenPipe = 32;

    /// <summary>Parses and runs a command line.</summary>
    public static async Task<ExitCode> Run(IReadOnlyList<string> args, Output output, CancellationToken cancellation)
    {
        try
        {
            var exitCode = await RunGuarded(args, output, cancellation);
            await output.Results.FlushAsync(CancellationToken.None);
            return exitCode;
        }
        catch (IOException closed) when (closed.HResult == BrokenPipe)
        {
            // Whoever read the results has seen enough, as `head` does.
            return ExitCode.Ok;
        }
    }

    private static async Task<ExitCode> RunGuarded(IReadOnlyList<string> args, Output output, CancellationToken cancellation)
    {
        var program = new RootCommand(Intro)
        {
            ValidateCommand.Create(output),
            CatalogCommand.Create(output),
            TrustNoteCommand.Create(output),
            SendCommand.Create(output),
            DecideCommand.Create(output),
            ExplainCommand.Create(output),
            DecisionCommand.Create(output),
            ProfileCommand.Create(output),
            ExportCommand.Create(output),
            EraseCommand.Create(output),
            MoveCommand.Create(output),
            TenantsCommand.Create(output),
            KeysCommand.Create(output),
            ClusterCommand.Create(output),
            AuditCommand.Create(output),
            JournalCommand.Create(output),
            ReplayCommand.Create(output),
            SimulateCommand.Create(output),
            ReadyCommand.Create(output),
        };
        ExplainedCommand.ExtendHelp(program);
        // A word with @ is what it says: `--subjects @file` is for the command itself to read.
        var parsed = program.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return await Misuse.Report(parsed, output);
        }

        // Signals are the caller's business: they come as the cancellation, and a command says what it has done until then.
        var console = new InvocationConfiguration
        {
            Output = output.Results, Error = output.Notes, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
        };
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
        catch (DatabaseAwayException away)
        {
            await output.Notes.WriteLineAsync("error: " + away.Message);
            return ExitCode.Unreachable;
        }
        catch (UnfitFolderException unfit)
        {
            await output.Notes.WriteLineAsync($"error {unfit.Code}: {unfit.Message}");
            return ExitCode.Bad;
        }
        catch (SourceException unreadable)
        {
            await output.Notes.WriteLineAsync("error: " + unreadable.Message);
            return unreadable.IsOutOfReach ? ExitCode.Unreachable : ExitCode.Bad;
        }
        catch (RpcException refused)
        {
            return await Refusal.Report(refused, output);
        }
        catch (Exception failed) when (failed is UnauthorizedAccessException or SqliteException or InvalidDataException || (failed is IOException && failed.HResult != BrokenPipe))
        {
            await output.Notes.WriteLineAsync("error: " + failed.Message);
            return ExitCode.Bad;
        }
    }
}
