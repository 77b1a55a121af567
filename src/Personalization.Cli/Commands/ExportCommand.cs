using System.CommandLine;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize export</c>: everything that is kept about a user, an account or a visitor.</summary>
internal static class ExportCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var subject = new SubjectArguments();
        var command = connection.AddTo(subject.AddTo(new ExplainedCommand(
            "export",
            "Writes everything that is kept about a subject, one JSON object to a line; the last one says that it is whole.",
            "personalize export user user-0001 > user-0001.ndjson",
            "personalize export anonymous 3f2c")));
        command.SetAction(async (parsed, cancellation) =>
        {
            var (kind, id) = subject.Read(parsed);
            using var client = connection.Open(parsed);
            await foreach (var message in client.ServerStreamAsync(Profiles.Export, new ProfilesExportRequest { Kind = kind, Id = id }, cancellation: cancellation))
            {
                foreach (var record in message.Records)
                {
                    await output.Results.WriteLineAsync(record);
                }
            }

            return (int)ExitCode.Ok;
        });
        return command;
    }
}
