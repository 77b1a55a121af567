using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>Finds comparisons with values that their subject never has: of a trait with an <c>enum</c>, and of a stage.</summary>
internal sealed class DomainCheck(Catalog catalog, CatalogScope scope)
{
    /// <summary>Members of <c>user</c> and <c>account</c> that go before a trait of the same name.</summary>
    private static readonly string[] Members =
    [
        "id", "known", "version", "firstSeen", "lastSeen", "stage", "segments", "errors", "meters", "checklists", "features", "counters",
        "locale", "timezone", "region", "device", "os", "appVersion", "paths", "exposures", "preferences",
    ];

    /// <summary>Checks all expressions.</summary>
    public void Check()
    {
        foreach (var use in ExpressionUse.FindAll(scope))
        {
            foreach (var comparison in LiteralComparison.FindAll(use.Source))
            {
                if (comparison.Kind is ComparisonKind.Equal or ComparisonKind.NotEqual or ComparisonKind.In && DomainOf(comparison.Names) is { } domain)
                {
                    Check(use, comparison, domain);
                }
            }
        }
    }

    private void Check(ExpressionUse use, LiteralComparison comparison, ImmutableArray<Value> domain)
    {
        foreach (var operand in comparison.Operands.Where(operand => !IsNothing(operand.Value) && !domain.Any(one => AreSame(one, operand.Value))))
        {
            var (place, length) = ExpressionUse.PlaceOf(use.Node, operand.Span with { Offset = use.Span.Offset + operand.Span.Offset });
            scope.Problems.Add(
                place,
                "value_not_allowed",
                $"`{comparison.Subject}` is never `{operand.Value}`.",
                Suggestion.For(operand.Value.ToString(), domain.Select(one => one.ToString()), "It can be"),
                length);
        }
    }

    private ImmutableArray<Value>? DomainOf(ImmutableArray<string> names)
    {
        var (side, name) = names switch
        {
            ["user", var member] when !Members.Contains(member, StringComparer.Ordinal) => (SubjectSide.User, member),
            ["account", var member] when !Members.Contains(member, StringComparer.Ordinal) => (SubjectSide.Account, member),
            ["user", "traits", var trait] => (SubjectSide.User, trait),
            ["account", "traits", var trait] => (SubjectSide.Account, trait),
            _ => (SubjectSide.None, ""),
        };
        return names switch
        {
            ["user", "stage"] => StagesOf(SubjectSide.User),
            ["account", "stage"] => StagesOf(SubjectSide.Account),
            _ when scope.Traits.TryGetValue(name, out var trait) && trait.Of == side && trait.Type != ValueKind.Timestamp && trait.Allowed.Length > 0 => trait.Allowed,
            _ => null,
        };
    }

    private ImmutableArray<Value> StagesOf(SubjectSide side) => [.. catalog.Stages.Where(stage => stage.Of == side).Select(stage => Value.String(stage.Id))];

    // What was never said reads as nothing of its type.
    private static bool IsNothing(Value value) => value.Kind switch
    {
        ValueKind.String => value.AsString.Length == 0,
        ValueKind.Bool => !value.AsBool,
        _ => Number(value) == 0,
    };

    private static bool AreSame(Value left, Value right) => left == right || (Number(left) is { } number && number == Number(right));

    private static double? Number(Value value) => value.Kind switch
    {
        ValueKind.Int => value.AsInt,
        ValueKind.Uint => value.AsUint,
        ValueKind.Double => value.AsDouble,
        _ => null,
    };
}
