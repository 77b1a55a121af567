using System.CommandLine;
using System.Text;
using System.Text.Json;
using Personalization.Samples.Saas;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize simulate</c>: writes the sample product's history as NDJSON.</summary>
internal static class SimulateCommand
{
    private const int FirstYear = 1972, LastYear = 9998;
    public static Command Create(Output output)
    {
        var seed = new Option<ulong>("--seed") { Description = "What the choices are drawn from; the same seed and --until give the same bytes.", DefaultValueFactory = _ => 1 };
        var users = new Option<int>("--users") { Description = "How many users there are.", DefaultValueFactory = _ => 2_000 };
        var accounts = new Option<int>("--accounts") { Description = "How many accounts they belong to.", DefaultValueFactory = _ => 200 };
        var days = new Option<int>("--days") { Description = "How many days the history covers.", DefaultValueFactory = _ => 60 };
        var until = new Option<string?>("--until") { Description = "When it ends, RFC 3339; the current hour by default." };
        var into = new Option<string?>("--out") { Description = "The file to write; standard output by default." };
        var command = new ExplainedCommand(
            "simulate",
            "Writes the sample product's history, one JSON event a line: about 300,000 events of 2,000 users in 200 accounts over 60 days.",
            "personalize simulate --seed 7 --until 2026-03-01T12:00:00Z --out history.ndjson",
            "personalize simulate --accounts 3 --users 24 | personalize send -")
        {
            seed, users, accounts, days, until, into,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new HistoryOptions(ParseUntil(parsed.GetValue(until)))
            {
                Seed = parsed.GetValue(seed),
                Users = parsed.GetValue(users),
                Accounts = parsed.GetValue(accounts),
                Days = parsed.GetValue(days),
            };
            Check(options);
            return Write(options, parsed.GetValue(into), output, cancellation);
        });
        return command;
    }

    private static DateTimeOffset ParseUntil(string? text)
    {
        if (text is null)
        {
            var now = TimeProvider.System.GetUtcNow();
            return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        }

        return (TimeText.TryParse(text, out var time) || TimeText.TryParseDay(text, out time))
            && time.Year is >= FirstYear and <= LastYear
            ? time
            : throw new UsageException($"--until {text} is no time from {FirstYear} to {LastYear}. Write it like 2026-03-01T12:00:00Z.");
    }

    private static void Check(HistoryOptions options)
    {
        if (options.Accounts is < 1 or > 100_000 || options.Users < options.Accounts || options.Users > 1_000_000 || options.Days is < 1 or > 400)
        {
            throw new UsageException("--accounts is 1 to 100000, --users at least as many and at most 1000000, --days 1 to 400.");
        }
    }

    private static async Task<int> Write(HistoryOptions options, string? file, Output output, CancellationToken cancellation)
    {
        await using var created = file is null ? null : Create(file);
        var target = created ?? output.Results;
        using var stream = new MemoryStream();
        await using var writer = new Utf8JsonWriter(stream);
        long count = 0;
        foreach (var one in SaasHistory.Generate(options))
        {
            cancellation.ThrowIfCancellationRequested();
            stream.SetLength(0);
            writer.Reset();
            one.WriteTo(writer);
            await writer.FlushAsync(cancellation);
            await target.WriteAsync(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + '\n');
            count++;
        }

        await target.FlushAsync(cancellation);
        await output.Notes.WriteLineAsync($"{count} events until {options.Until:yyyy-MM-dd'T'HH:mm:ss'Z'}, seed {options.Seed}");
        return (int)ExitCode.Ok;
    }

    private static StreamWriter Create(string file)
    {
        try
        {
            return new StreamWriter(file, append: false, new UTF8Encoding(false));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out {file} cannot be written: {refused.Message}");
        }
    }
}
