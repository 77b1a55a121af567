using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>Finds the fields that an expression reads: traits, and events with their properties; also those behind what is made of them, such as meters, segments and flags.</summary>
/// <param name="catalog">The catalog.</param>
internal sealed class FieldReads(Catalog catalog)
{
    private readonly Dictionary<string, NamedField[]> derived = new(StringComparer.Ordinal);

    /// <summary>All of them, with the place in the expression that leads to them.</summary>
    public IEnumerable<(SourceSpan Span, NamedField Field)> FindAll(string source)
    {
        var paths = PathUse.FindAll(source).SelectMany(path => Of(path.Names).Select(field => (path.Span, field)));
        var calls = LiteralCall.FindAll(source).SelectMany(call => Of(call).Select(field => (call.Span, field)));
        return paths.Concat(calls);
    }

    private IEnumerable<NamedField> Of(IReadOnlyList<string> names)
    {
        if (names is ["flags", ..])
        {
            var flags = catalog.Flags.Where(flag => names.Count == 1 || flag.Id == names[1]);
            return flags.SelectMany(flag => Behind($"flags.{flag.Id}", flag.Rules.Select(rule => rule.When)));
        }

        if (names is not [var root, ..] || SideOf(root) is not { } side)
        {
            return [];
        }

        var of = names.Count > 1 ? names[1] : null;
        var id = names.Count > 2 ? names[2] : null;
        return of switch
        {
            null => [],
            "traits" => Traits(side, id),
            "errors" => Named(catalog.Errors, one => one.Of == side, one => one.Id, id).SelectMany(Of),
            "meters" => Named(catalog.Meters, one => one.Of == side, one => one.Id, id).SelectMany(Of),
            "checklists" => Named(catalog.Checklists, one => one.Of == side, one => one.Id, id).SelectMany(one => one.Steps).SelectMany(step => Of(step.Completed)),
            "features" => Named(catalog.Features, one => one.Of == side, one => one.Id, id).SelectMany(one => Of(one.Used, one.SpentProperty)),
            "counters" => Named(catalog.Counters, one => one.Of == side, one => one.Id, id).SelectMany(one => Of(one.Counted)),
            "segments" => Named(catalog.Segments, one => one.Of == side, one => one.Id, id).SelectMany(one => Behind($"{root}.{one.Id}", [one.When])),
            "stage" => Behind("stage", catalog.Stages.Select(one => one.When)),
            _ => Traits(side, of),
        };
    }

    /// <summary>The fields behind a segment or the stages, each found once: segments may read each other often, and in a circle, which is refused elsewhere.</summary>
    private NamedField[] Behind(string name, IEnumerable<string> conditions)
    {
        if (!derived.TryGetValue(name, out var fields))
        {
            derived[name] = [];
            derived[name] = fields = [.. conditions.SelectMany(FindAll).Select(read => read.Field).Distinct()];
        }

        return fields;
    }

    private IEnumerable<NamedField> Traits(SubjectSide side, string? id) =>
        Named(catalog.Traits, one => one.Of == side, one => one.Id, id).Select(one => new NamedField($"the trait `{one.Id}`", one.Id, one.Use));

    private IEnumerable<NamedField> Of(ErrorDefinition one) =>
        Of(one.Raised, one.CodeProperty, one.FeatureProperty).Concat(one.Resolved is null ? [] : Of(one.Resolved, one.ResolvedFeatureProperty));

    private IEnumerable<NamedField> Of(MeterDefinition one) => Of(one.Used, one.UsedProperty).Concat(one.Limit is null ? [] : Of(one.Limit, one.LimitProperty));

    private IEnumerable<NamedField> Of(LiteralCall call) =>
        SideOf(call.Target) is { } side && HistoryCall.Read(side, call.Name, call.Arguments, out _) is { } asked ? Of(asked.History.Selected, asked.History.Property) : [];

    /// <summary>An event, the properties that pick it, and those that are read of it.</summary>
    private IEnumerable<NamedField> Of(EventSelector selector, params string?[] read)
    {
        if (catalog.Events.FirstOrDefault(one => one.Name == selector.Event) is not { } contract)
        {
            return [];
        }

        return selector.Where.Select(one => one.Property).Concat(read.OfType<string>())
            .Select(property => new NamedField($"`{property}` of the event `{contract.Name}`", $"{contract.Name}.{property}", contract.UseOf(property)))
            .Prepend(new NamedField($"the event `{contract.Name}`", contract.Name, contract.Use));
    }

    private static IEnumerable<T> Named<T>(IEnumerable<T> all, Func<T, bool> isOfSide, Func<T, string> idOf, string? id) => all.Where(one => isOfSide(one) && (id is null || idOf(one) == id));

    private static SubjectSide? SideOf(string name) => name switch
    {
        "user" => SubjectSide.User,
        "account" => SubjectSide.Account,
        _ => null,
    };
}
