using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads checklists: for whom they are and what completes their steps.</summary>
internal sealed class ChecklistReader(CatalogScope scope)
{
    private readonly SelectorReader selectors = new(scope);

    /// <summary>Reads all of them.</summary>
    public ImmutableArray<ChecklistDefinition> Read() => [.. scope.Section(SectionNames.Checklists).Select(Read)];

    private ChecklistDefinition Read(Definition definition)
    {
        var audience = definition.Node["for"]?.Entries[0];
        if (audience is not null)
        {
            CheckTrait(audience, definition.Of);
        }

        return new ChecklistDefinition(
            definition.Id,
            definition.Of,
            [.. (audience?.Value.Items ?? []).Select(role => role.Text)],
            audience?.Key,
            ReadSteps(definition));
    }

    private ImmutableArray<ChecklistStep> ReadSteps(Definition definition)
    {
        var places = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        var steps = ImmutableArray.CreateBuilder<ChecklistStep>();
        foreach (var step in definition.Required("steps").Items)
        {
            var id = step["id"]!;
            if (!places.TryAdd(id.Text, id.Place))
            {
                scope.Problems.Add(id.Place, "duplicate_id", $"The step `{id.Text}` is already defined at {places[id.Text]}.", "Rename or remove one of them.");
            }

            steps.Add(new ChecklistStep(id.Text, selectors.Read(step["completed"]!, definition.Of)));
        }

        return steps.ToImmutable();
    }

    private void CheckTrait(SourceEntry audience, SubjectSide of)
    {
        if (!scope.Require(SectionNames.Traits, audience.Name, "unknown_trait", "trait")
            || !scope.Traits.TryGetValue(audience.Key, out var trait))
        {
            return;
        }

        if (trait.Of != of)
        {
            scope.Problems.Add(audience.KeyPlace, "wrong_side", $"`{trait.Id}` is a trait of the {Sides.Name(trait.Of)}, the checklist is the {Sides.Name(of)}'s.");
        }

        if (trait.Type != ValueKind.String)
        {
            scope.Problems.Add(audience.KeyPlace, "wrong_property_type", $"`{trait.Id}` is not a string trait.");
        }

        foreach (var value in trait.Allowed.Length > 0 ? audience.Value.Items : [])
        {
            if (!trait.Allowed.Contains(value.Scalar))
            {
                scope.Problems.Add(value.Place, "value_not_allowed", $"The trait `{trait.Id}` is never `{value.Text}`.", Suggestion.For(value.Text, trait.Allowed.Select(one => one.ToString()), "It can be"));
            }
        }
    }
}
