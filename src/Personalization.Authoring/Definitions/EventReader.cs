using System.Collections.Immutable;
using Personalization.Authoring.Shapes;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads event contracts.</summary>
internal static class EventReader
{
    /// <summary>Reads all of them; those without problems are in the scope afterwards.</summary>
    public static ImmutableArray<EventContract> Read(CatalogScope scope, UseReader uses)
    {
        var events = ImmutableArray.CreateBuilder<EventContract>();
        foreach (var definition in scope.Section(SectionNames.Events))
        {
            if (ReadSchema(definition, scope) is not { } properties)
            {
                continue;
            }

            var touches = definition.Node["touches"]?.Items.Aggregate(SubjectSide.None, (sides, side) => sides | Sides.Parse(side));
            var contract = new EventContract(definition.Id, touches ?? SubjectSide.User, properties, definition.Text("description"))
            {
                Version = definition.Number("version", 1),
                Retention = ReadRetention(definition, scope.Problems),
            };
            contract = UnknownFields.Apply(ReadUses(contract, definition, uses), definition, scope);
            events.Add(contract);
            scope.Contracts.Add(contract.Name, contract);
        }

        return events.ToImmutable();
    }

    private static TimeSpan? ReadRetention(Definition definition, ProblemList problems)
    {
        var retention = definition.Duration("retention");
        if (retention < Limits.RetentionMin || retention > Limits.RetentionMax)
        {
            problems.Add(
                definition.Required("retention").Place,
                "out_of_range",
                $"Events are kept for {Limits.RetentionMin.Days}d to {Limits.RetentionMax.Days}d.",
                "Without `retention` they are kept for as long as the one whose they are.");
        }

        return retention;
    }

    private static EventContract ReadUses(EventContract contract, Definition definition, UseReader uses)
    {
        var ofEvent = uses.Read(definition.Node["purposes"], uses.Unsaid);
        var said = (definition.Node["propertyPurposes"]?.Entries ?? []).ToDictionary(entry => entry.Key, entry => uses.Read(entry.Value, ofEvent), StringComparer.Ordinal);
        var sensitive = (definition.Node["sensitive"]?.Items ?? []).Select(name => name.Text).ToHashSet(StringComparer.Ordinal);
        return contract with
        {
            Use = new FieldUse(ofEvent, IsSensitive: false),
            PropertyUses = said.Keys.Union(sensitive).ToImmutableSortedDictionary(
                name => name, name => new FieldUse(said.GetValueOrDefault(name, ofEvent), sensitive.Contains(name)), StringComparer.Ordinal),
        };
    }

    private static ContractSchema? ReadSchema(Definition definition, CatalogScope scope)
    {
        if (definition.Node["properties"] is not { } node)
        {
            return ContractSchema.Anything;
        }

        var problems = new List<Problem>();
        var schema = ContractSchema.Compile(node.ToValue(), problems);
        foreach (var problem in problems)
        {
            var path = NodePath.Find(node, JsonPointer.Split(problem.Path));
            var isKey = problem.Code == "unsupported_keyword";
            scope.Problems.Add(
                isKey ? path.KeyPlace : path.Node.Place,
                problem.Code,
                problem.Message,
                isKey ? Suggestion.For(path.Name, ContractSchema.Keywords, "Supported are") : null);
        }

        if (schema is not null && !schema.Types.HasFlag(SchemaTypes.Object))
        {
            scope.Problems.Add(node.Place, "bad_schema", "Properties are always an object, so that this contract rejects every event.", "Write `type: object`.");
            return null;
        }

        return schema;
    }
}
