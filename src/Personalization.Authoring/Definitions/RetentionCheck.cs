using System.Globalization;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Authoring.Definitions;

/// <summary>
/// Refuses what would be remembered for longer than the events that it is made of: a profile that is folded again, after they have gone, must answer as the live one does. So whatever is made of them has a
/// window, and the window has to be over before they go.
/// </summary>
internal sealed class RetentionCheck(Catalog catalog, CatalogScope scope)
{
    /// <summary>How much later than it was received an event may have happened (Core's rule for event times): for so long it stays in a window after its retention would say that it is out.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    private readonly Dictionary<string, TimeSpan> retentions = catalog.Events.Where(contract => contract.Retention is not null)
        .ToDictionary(contract => contract.Name, contract => contract.Retention!.Value, StringComparer.Ordinal);

    /// <summary>Checks everything that listens to events.</summary>
    public void Check()
    {
        if (retentions.Count == 0)
        {
            return;
        }

        CheckLasting();
        foreach (var (definition, meter) in scope.Section(SectionNames.Meters).Zip(catalog.Meters))
        {
            Check(definition.Required("used")["event"]!, meter.UsedMode == MeterMode.Set ? null : LongestOf(meter.Period), "the reading of a meter");
            CheckLasting(definition.Node["limit"]?["event"], "the limit of a meter");
        }

        foreach (var (definition, counter) in scope.Section(SectionNames.Counters).Zip(catalog.Counters))
        {
            Check(definition.Required("counted")["event"]!, WindowReach.Of(counter), "a counter");
        }

        foreach (var use in ExpressionUse.FindAll(scope))
        {
            CheckQuestions(use);
        }
    }

    /// <summary>What has no window at all.</summary>
    private void CheckLasting()
    {
        foreach (var error in scope.Section(SectionNames.Errors))
        {
            CheckLasting(error.Node["raised"]?["event"], "an error");
            CheckLasting(error.Node["resolved"]?["event"], "the resolution of errors");
        }

        foreach (var step in scope.Section(SectionNames.Checklists).SelectMany(checklist => checklist.Required("steps").Items))
        {
            CheckLasting(step["completed"]?["event"], "a step of a checklist");
        }

        foreach (var feature in scope.Section(SectionNames.Features))
        {
            CheckLasting(feature.Node["used"]?["event"], "the use of a feature");
        }
    }

    private void CheckQuestions(ExpressionUse use)
    {
        foreach (var call in LiteralCall.FindAll(use.Source))
        {
            var side = call.Target switch { "user" => SubjectSide.User, "account" => SubjectSide.Account, _ => SubjectSide.None };
            if (side != SubjectSide.None
                && HistoryCall.Read(side, call.Name, call.Arguments, out _) is { } asked
                && Problem(asked.History.Selected.Event, WindowReach.Of(asked.History) ?? asked.Window, $"the answer to `{call.Name}`") is { } problem)
            {
                var (place, length) = ExpressionUse.PlaceOf(use.Node, new SourceSpan(use.Span.Offset + call.Span.Offset, call.Span.Length));
                scope.Problems.Add(place, "kept_longer", problem.Message, problem.Hint, length);
            }
        }
    }

    private void CheckLasting(SourceNode? name, string what)
    {
        if (name is not null)
        {
            Check(name, reach: null, what);
        }
    }

    private void Check(SourceNode name, TimeSpan? reach, string what)
    {
        if (Problem(name.Text, reach, what) is { } problem)
        {
            scope.Problems.Add(name.Place, "kept_longer", problem.Message, problem.Hint);
        }
    }

    private (string Message, string Hint)? Problem(string eventName, TimeSpan? reach, string what)
    {
        if (!retentions.TryGetValue(eventName, out var retention) || reach + Ahead <= retention)
        {
            return null;
        }

        var kept = $"`{eventName}` is kept for {Text(retention)}, and {what} ";
        var fitting = retention > Ahead ? $"a window of at most {Text(retention - Ahead)}" : "a longer retention";
        return reach is null
            ? (kept + "lasts for ever.", $"Remove `retention` from the event, or make no more of it than counters and questions for history can that have {fitting}.")
            : (kept + $"looks {Text(reach.Value)} back.", $"Take {fitting}, or raise `retention` to {Math.Ceiling((reach.Value + Ahead).TotalDays)}d: an event may be {Ahead.TotalHours:0}h ahead of the clock.");
    }

    private static TimeSpan? LongestOf(MeterPeriod period) => period switch
    {
        MeterPeriod.Day => TimeSpan.FromDays(1),
        MeterPeriod.Week => TimeSpan.FromDays(7),
        MeterPeriod.Month => TimeSpan.FromDays(31),
        _ => null,
    };

    private static string Text(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerDay == 0 ? $"{time.Days}d" : time.TotalHours.ToString("0.##", CultureInfo.InvariantCulture) + "h";
}
