using System.CommandLine;
using Personalization.Cli.Replaying;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands.Replaying;

/// <summary>The options that say how the result of a replay is printed, shared by every command that prints one.</summary>
internal sealed class ResultOptions(Output output)
{
    private readonly Option<FindingsFormat> format = new("--format") { Description = "How findings are printed: table, ndjson or csv.", HelpName = "table|ndjson|csv", DefaultValueFactory = _ => FindingsFormat.Table };
    private readonly Option<string?> target = new("--out") { Description = "A file to print them to." };

    /// <summary>Makes the options part of a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(format);
        command.Add(target);
    }

    /// <summary>Looks whether the findings can be written, before a replay takes its time.</summary>
    /// <exception cref="UsageException">There is no folder for the file.</exception>
    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(target) is { } path && (Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))))
        {
            throw new UsageException($"--out {path} is a folder, or in none that exists.");
        }
    }

    /// <summary>Prints how a replay ended.</summary>
    public async Task<ExitCode> Write(ParseResult parsed, GrpcClient client, ReplayJob ended, bool asJson, CancellationToken stop)
    {
        if (asJson)
        {
            await output.Results.WriteLineAsync(Json.OfAnswer(ended));
            return JobText.ExitCode(ended);
        }

        var form = parsed.GetValue(format);
        var path = parsed.GetValue(target);
        if (path is null)
        {
            await new FindingsOutput(client, output).Write(ended, form, stop);
        }
        else
        {
            await using var file = new StreamWriter(path);
            await new FindingsOutput(client, output with { Results = file, IsTerminal = true }).Write(ended, form, stop);
        }

        // Where programs read the findings, the summary is for whoever looks on.
        var forPeople = path is not null || form == FindingsFormat.Table ? output.Results : output.Notes;
        if (ended.Kind == ReplayKind.WhatIf && form == FindingsFormat.Table && path is null && JobText.Changes(ended) is { Count: > 0 } changes)
        {
            await output.Results.WriteLineAsync();
            await TextTable.Write(output, ["what", "which", "decisions"], changes);
            await output.Results.WriteLineAsync();
        }

        await forPeople.WriteLineAsync(JobText.Summary(ended));
        return JobText.ExitCode(ended);
    }
}
