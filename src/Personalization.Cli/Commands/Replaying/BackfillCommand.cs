using System.CommandLine;
using System.Globalization;
using Personalization.Cli.Backfilling;
using Personalization.Replay.Backfilling;

namespace Personalization.Cli.Commands.Replaying;

/// <summary><c>personalize replay backfill</c>: loads history from a file or a queue while the server goes on serving.</summary>
internal sealed class BackfillCommand
{
    private readonly Connection connection = new();
    private readonly Argument<string?> file = new("file")
    {
        Description = "NDJSON or CSV, plain or gzip; - for standard input. Leave it out for a queue.", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> queue = new("--queue") { Description = "A RabbitMQ queue instead of a file; a message is one event. It is acknowledged once the event is durable." };
    private readonly Option<string?> broker = new("--amqp") { Description = "The broker, as amqp://user:password@host:port/vhost; otherwise PERSONALIZATION_AMQP, otherwise amqp://127.0.0.1." };
    private readonly Option<bool> untilEmpty = new("--until-empty") { Description = "End when the queue is empty, instead of waiting for more." };
    private readonly Option<SourceFormat?> format = new("--format") { Description = "How the file is written: ndjson or csv. By default what its name ends with (.csv, .csv.gz), else ndjson.", HelpName = "ndjson|csv" };
    private readonly Option<double?> rate = new("--rate") { Description = "The most events a second, so that serving has the rest of the machine." };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on where an earlier run over the file ended." };
    private readonly Option<string?> state = new("--state") { Description = "The folder to keep progress in; by default beside the file." };
    private readonly Option<string?> rejected = new("--rejected") { Description = "The file for refused events; by default <file>.rejected.ndjson." };
    private readonly Option<bool> json = new("--json") { Description = "Print the result as JSON." };

    public static Command Create(Output output)
    {
        var parts = new BackfillCommand();
        var command = parts.connection.AddTo(new ExplainedCommand(
            "backfill",
            "Loads history from a file or a queue, at a rate that leaves room for serving. Each event counts once, however often it is sent; Ctrl+C stops it, --resume goes on.",
            "personalize replay backfill events-2025.ndjson.gz --rate 5000",
            "personalize replay backfill events-2025.ndjson.gz --resume",
            "personalize replay backfill users.csv",
            "personalize replay backfill --queue events --amqp amqp://guest:guest@127.0.0.1 --until-empty")
        {
            parts.file, parts.queue, parts.broker, parts.untilEmpty, parts.format, parts.rate, parts.resume, parts.state, parts.rejected, parts.json,
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var order = parts.Read(parsed);
            using var client = parts.connection.Open(parsed);
            await using var input = order.File == "-" ? Console.OpenStandardInput() : Stream.Null;
            var summary = await new Backfill(client, order, output, TimeProvider.System).Run(input, cancellation);
            await output.Results.WriteLineAsync(parsed.GetValue(parts.json) ? summary.AsJson() : summary.AsText());
            return (int)summary.ExitCode;
        });
        return command;
    }

    private BackfillOrder Read(ParseResult parsed)
    {
        var order = new BackfillOrder
        {
            File = parsed.GetValue(file),
            Queue = parsed.GetValue(queue) is { } name ? new QueueOptions(Broker(parsed), name, parsed.GetValue(untilEmpty)) : null,
            Format = parsed.GetValue(format),
            RatePerSecond = parsed.GetValue(rate),
            IsResumed = parsed.GetValue(resume),
            StateFolder = parsed.GetValue(state),
            RejectedFile = parsed.GetValue(rejected),
            Flags = Flags(parsed),
        };
        return (order.File is null) == (order.Queue is null) ? throw new UsageException("Name either a file or a --queue.")
            : parsed.GetValue(untilEmpty) && order.Queue is null ? throw new UsageException("--until-empty is for a --queue: a file has an end.")
            : order.RatePerSecond is < Personalization.Replay.Limits.EventsPerSecondMin or double.NaN
                ? throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--rate is a number of events a second, at least {Personalization.Replay.Limits.EventsPerSecondMin}."))
            : order.StateFolder is { } folder && !Directory.Exists(folder) ? throw new UsageException($"--state {folder} is no folder.")
            : order.IsResumed && !order.HasPlace ? throw new UsageException("--resume is for files: a queue goes on by itself, and standard input cannot.")
            : order.FindLoss() is { } loss ? throw new UsageException(loss)
            : order;
    }

    /// <summary>What to say again to go on. Of the broker's address and the key only the variables are named: notes end up in logs.</summary>
    private string Flags(ParseResult parsed) => Again.Secret(parsed, broker, "PERSONALIZATION_AMQP")
        + Again.Of(parsed, untilEmpty, format, rate, state, rejected, json) + connection.Again(parsed);

    private Uri Broker(ParseResult parsed)
    {
        var text = parsed.GetValue(broker) ?? Environment.GetEnvironmentVariable("PERSONALIZATION_AMQP") ?? "amqp://127.0.0.1";
        return Channels.RabbitMq.Amqp.ReadAddress(text) ?? throw new UsageException($"--amqp is no address of a broker. Write it like {Channels.RabbitMq.Amqp.AddressShape}.");
    }
}
