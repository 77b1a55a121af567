using System.Collections.Immutable;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs;

/// <summary>Finds out what profiles must keep of events so that the expressions of a catalog can be answered.</summary>
/// <remarks>
/// Folding and reading both go by this list, each history by its index. Its order is that of the definitions, not that of the expressions, so that
/// moving or repeating a question changes nothing.
/// </remarks>
public static class Histories
{
    /// <summary>The histories that expressions of a catalog ask for, each once, at most <see cref="Limits.HistoriesMax"/>.</summary>
    public static ImmutableArray<HistoryDefinition> Of(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return
        [
            .. ExpressionsOf(catalog)
                .SelectMany(source => LiteralCall.FindAll(source))
                .Select(Find)
                .OfType<HistoryDefinition>()
                .DistinctBy(history => history.Key, StringComparer.Ordinal)
                .OrderBy(history => history.Key, StringComparer.Ordinal)
                .Take(Limits.HistoriesMax),
        ];
    }

    private static HistoryDefinition? Find(LiteralCall call) => call.Target switch
    {
        "user" => HistoryCall.Read(SubjectSide.User, call.Name, call.Arguments, out _)?.History,
        "account" => HistoryCall.Read(SubjectSide.Account, call.Name, call.Arguments, out _)?.History,
        _ => null,
    };

    private static IEnumerable<string> ExpressionsOf(Catalog catalog) =>
    [
        .. catalog.Stages.Select(stage => stage.When),
        .. catalog.Segments.Select(segment => segment.When),
        .. catalog.Flags.SelectMany(flag => flag.Rules).Select(rule => rule.When),
        .. catalog.Actions.Select(action => action.Audience),
        .. catalog.Actions
            .SelectMany(action => action.Content.ByLocale.Values.SelectMany(texts => texts.Values).Concat(action.Why.Values))
            .SelectMany(text => TemplateSyntax.Split(text, out _).Expressions.Select(span => span.Of(text))),
    ];
}
