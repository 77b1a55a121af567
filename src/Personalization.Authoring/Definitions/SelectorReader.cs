using Personalization.Authoring.Sources;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads which events a definition listens to and which of their properties it takes, checked against the contracts.</summary>
internal sealed class SelectorReader(CatalogScope scope)
{
    /// <summary>Reads a selector.</summary>
    /// <param name="node">The map with <c>event</c> and <c>where</c>.</param>
    /// <param name="of">Whose definition listens, or null where that does not matter.</param>
    public EventSelector Read(SourceNode node, SubjectSide? of)
    {
        var name = node["event"]!;
        var contract = scope.Event(name);
        if (contract is not null && of is { } side && !contract.Touches.HasFlag(side))
        {
            scope.Problems.Add(
                name.Place,
                "wrong_side",
                $"The event `{name.Text}` never enters the stream of {(side == SubjectSide.Account ? "an account" : "a user")}.",
                $"Add `{Sides.Name(side)}` to `touches` of the event.");
        }

        var where = node["where"]?.Entries ?? [];
        foreach (var condition in where)
        {
            CheckCondition(contract, condition);
        }

        return new EventSelector(
            name.Text,
            [.. where.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new PropertyEquals(entry.Key, entry.Value.Scalar))]);
    }

    /// <summary>Reads the name of a property that the events of a selector hold.</summary>
    /// <param name="selector">The map with <c>event</c>.</param>
    /// <param name="name">The node that names the property, or null.</param>
    /// <param name="wanted">The types that the contract may declare for it.</param>
    /// <returns>The name, or null where none is given.</returns>
    public string? Property(SourceNode selector, SourceNode? name, SchemaTypes wanted)
    {
        if (name is null)
        {
            return null;
        }

        var contract = scope.Contracts.GetValueOrDefault(selector["event"]!.Text);
        if (contract is null || Declared(contract, name.Text, name.Place) is not { } property)
        {
            return name.Text;
        }

        if (property.Types == SchemaTypes.None || (property.Types & ~wanted) != SchemaTypes.None)
        {
            scope.Problems.Add(
                name.Place,
                "wrong_property_type",
                $"The contract of `{contract.Name}` does not declare `{name.Text}` as a {(wanted == SchemaTypes.String ? "string" : "number")}.",
                "Set its `type` in the event's `properties`.");
        }

        return name.Text;
    }

    private void CheckCondition(EventContract? contract, SourceEntry condition)
    {
        if (contract is null || Declared(contract, condition.Key, condition.KeyPlace) is not { } property)
        {
            return;
        }

        var violations = new List<Problem>();
        if (!property.Check(condition.Value.Scalar, "", violations, 1))
        {
            scope.Problems.Add(
                condition.Value.Place,
                "value_not_allowed",
                $"The contract of `{contract.Name}` never lets this value of `{condition.Key}` through.",
                violations[0].Message);
        }
    }

    private ContractSchema? Declared(EventContract contract, string property, SourcePlace place)
    {
        if (contract.Properties.DeclaredProperties.Contains(property, StringComparer.Ordinal))
        {
            return contract.Properties.Property(property);
        }

        scope.Problems.Add(
            place,
            "unknown_property",
            $"The contract of `{contract.Name}` does not declare the property `{property}`.",
            Suggestion.For(property, contract.Properties.DeclaredProperties, "Declared are"));
        return null;
    }
}
