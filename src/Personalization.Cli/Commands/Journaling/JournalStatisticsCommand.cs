using System.CommandLine;
using Personalization.Cli.Journaling;
using Personalization.Journal.Checks;
using Personalization.Journal.Statistics;

namespace Personalization.Cli.Commands.Journaling;

/// <summary><c>personalize journal stats</c>: counts what a journal holds.</summary>
internal static class JournalStatisticsCommand
{
    public static Command Create(Output output)
    {
        var place = new JournalPlace(Store.OnlyRead);
        var json = new Option<bool>("--json") { Description = "Print the numbers as JSON." };
        var command = place.AddTo(new ExplainedCommand(
            "stats", "Counts events by kind, tenants, subjects, commits, archives and bytes.", "personalize journal stats --data ./data", "personalize journal stats --json") { json });
        command.SetAction(async (parsed, cancellation) =>
        {
            var bar = new StepsBar(output);
            if (place.IsPostgres(parsed))
            {
                await using var journal = await place.OpenPostgres(parsed, output, cancellation);
                var events = await FeedCheck.Count(journal, bar, cancellation);
                bar.End();
                await (parsed.GetValue(json) ? output.Results.WriteLineAsync(Json.Of(new { events = StatisticsText.Shape(events) })) : StatisticsText.Write(events, output));
                return (int)ExitCode.Ok;
            }

            var folder = place.FolderOf(parsed);
            var statistics = await Task.Run(() => FolderStatistics.Read(folder, bar, cancellation), cancellation);
            bar.End();
            await (parsed.GetValue(json) ? output.Results.WriteLineAsync(Json.Of(StatisticsText.Shape(statistics))) : StatisticsText.Write(statistics, output));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
