using System.Collections.Immutable;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs;

/// <summary>
/// A question for the history of events: <c>did</c>, <c>times</c>, <c>since</c> (event), <c>sum</c>, <c>distinct</c> (event, property); behind the event may
/// stand a map of values that properties must have, and last, but for <c>since</c>, how far back to look.
/// </summary>
/// <param name="History">What a profile must keep to answer it.</param>
/// <param name="Window">How far back to look; null for ever.</param>
/// <param name="FilterAt">Which argument is the map; -1 for none.</param>
/// <param name="PropertyAt">Which argument names the property; -1 for none.</param>
public sealed record HistoryCall(HistoryDefinition History, TimeSpan? Window, int FilterAt, int PropertyAt)
{
    /// <summary>What profiles keep for each question.</summary>
    public static ImmutableSortedDictionary<string, HistoryKind> Kinds { get; } = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create("did", HistoryKind.Last),
            KeyValuePair.Create("since", HistoryKind.Last),
            KeyValuePair.Create("times", HistoryKind.Count),
            KeyValuePair.Create("sum", HistoryKind.Sum),
            KeyValuePair.Create("distinct", HistoryKind.Values),
        ]);

    /// <summary>Understands a call; null where it is none or where there is a problem with its arguments.</summary>
    /// <param name="of">Whose history is asked for.</param>
    /// <param name="name">The name of the function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="problem">What is wrong with the values of arguments whose number and types are right.</param>
    public static HistoryCall? Read(SubjectSide of, string name, ImmutableArray<Value> arguments, out ArgumentProblem? problem)
    {
        problem = null;
        if (!Kinds.TryGetValue(name, out var kind) || arguments is not [{ Kind: ValueKind.String } first, ..])
        {
            return null;
        }

        var at = 1;
        var filterAt = Take(ValueKind.Map);
        var propertyAt = kind is HistoryKind.Sum or HistoryKind.Values ? Take(ValueKind.String) : 0;
        var windowAt = name == "since" ? -1 : Take(ValueKind.Duration);
        if (propertyAt < 0 || at != arguments.Length)
        {
            return null;
        }

        var where = filterAt < 0 ? [] : WhereOf(arguments[filterAt].AsMap, filterAt, out problem);
        problem ??= windowAt < 0 ? null : Judge(arguments[windowAt].AsNanoseconds, windowAt);
        if (problem is not null)
        {
            return null;
        }

        TimeSpan? window = windowAt < 0 ? null : arguments[windowAt].AsDuration;
        var history = new HistoryDefinition(
            of,
            new EventSelector(first.AsString, where),
            kind,
            propertyAt > 0 ? arguments[propertyAt].AsString : null,
            kind is HistoryKind.Count or HistoryKind.Sum ? window : null);
        return new HistoryCall(history, window, filterAt, propertyAt > 0 ? propertyAt : -1);

        int Take(ValueKind wanted) => at < arguments.Length && arguments[at].Kind == wanted ? at++ : -1;
    }

    /// <summary>The conditions in ordinal order of their properties: the order in which they are written means nothing.</summary>
    private static ImmutableArray<PropertyEquals> WhereOf(ValueMap filter, int at, out ArgumentProblem? problem)
    {
        problem = null;
        var where = new List<PropertyEquals>();
        foreach (ref readonly var entry in filter.Entries)
        {
            if (entry.Key.Kind != ValueKind.String || entry.Value.Kind is not (ValueKind.Bool or ValueKind.Int or ValueKind.String))
            {
                problem = new ArgumentProblem(at, "behind the event stand names of properties, each with a bool, an int or a text: {\"feature\": \"gantt\"}");
                return [];
            }

            where.Add(new PropertyEquals(entry.Key.AsString, entry.Value));
        }

        return [.. where.OrderBy(condition => condition.Property, StringComparer.Ordinal)];
    }

    private static ArgumentProblem? Judge(long windowNanoseconds, int at)
    {
        var days = Limits.HistoryWindowDaysMax;
        return windowNanoseconds > 0 && windowNanoseconds / TimeSpan.NanosecondsPerTick <= days * TimeSpan.TicksPerDay
            ? null
            : new ArgumentProblem(at, $"a window is longer than nothing and at most {days} days ({days * 24}h); without one the whole history is meant");
    }
}
