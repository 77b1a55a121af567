using System.CommandLine;
using Personalization.Journal.Postgres.Cluster;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize cluster</c>: sets up and checks what silos need in PostgreSQL.</summary>
internal static class ClusterCommand
{
    private const string Variable = "PERSONALIZATION_POSTGRES";

    public static Command Create(Output output) =>
        new("cluster", "Sets up the tables through which silos find each other and keep their control state, and checks them.") { Init(output), Check(output) };

    private static ExplainedCommand Init(Output output)
    {
        var postgres = Postgres();
        var print = new Option<bool>("--print") { Description = "Print the SQL for psql instead, to be run by somebody else; it may be run again." };
        var command = new ExplainedCommand(
            "init",
            "Makes the schema or brings it up to date; does nothing where nothing is missing.",
            "personalize cluster init --postgres \"Host=db;Database=app;Username=app\"",
            "personalize cluster init --print | psql --set ON_ERROR_STOP=1 app") { postgres, print };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(print))
            {
                await output.Results.WriteAsync(ClusterSchema.Print());
                return (int)ExitCode.Ok;
            }

            var schema = Open(parsed.GetValue(postgres));
            try
            {
                var run = await schema.Init(cancellation);
                await output.Results.WriteLineAsync(run.Count > 0 ? $"{schema.Place}: ran {string.Join(", ", run)}" : $"{schema.Place}: up to date");
                return (int)ExitCode.Ok;
            }
            catch (InvalidDataException refused)
            {
                await output.Notes.WriteLineAsync("error: " + refused.Message);
                return (int)ExitCode.Bad;
            }
        });
        return command;
    }

    private static ExplainedCommand Check(Output output)
    {
        var postgres = Postgres();
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = new ExplainedCommand(
            "check",
            "Says what silos would miss in the database, and changes nothing. Ends with 1 where there is something.",
            "personalize cluster check --postgres \"Host=db;Database=app;Username=app\"") { postgres, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var schema = Open(parsed.GetValue(postgres));
            var missing = await schema.Check(cancellation);
            if (parsed.GetValue(json))
            {
                await output.Results.WriteLineAsync(Json.Of(new { isGood = missing.Count == 0, missing }));
            }
            else
            {
                await output.Results.WriteLineAsync(missing.Count == 0 ? $"{schema.Place}: good" : string.Join(output.Results.NewLine, missing));
            }

            return (int)(missing.Count == 0 ? ExitCode.Ok : ExitCode.Bad);
        });
        return command;
    }

    private static Option<string?> Postgres() => new("--postgres")
    {
        Description = $"The database of the cluster: \"Host=…;Database=…;Username=…\"; better as {Variable}: flags are seen by others.",
    };

    private static ClusterSchema Open(string? named)
    {
        var connection = named ?? Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(connection))
        {
            throw new UsageException($"Name the database with --postgres \"Host=…\" or {Variable}.");
        }

        try
        {
            return new ClusterSchema(connection);
        }
        catch (ArgumentException refused)
        {
            throw new UsageException($"--postgres is no connection string of Npgsql's: {refused.Message} Write it like \"Host=db;Database=app;Username=app;Password=…\".");
        }
    }
}
