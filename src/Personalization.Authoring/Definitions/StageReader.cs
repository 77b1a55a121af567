using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads lifecycle stages, whose order matters.</summary>
internal static class StageReader
{
    /// <summary>Reads all of them.</summary>
    public static ImmutableArray<StageDefinition> Read(CatalogScope scope)
    {
        var places = new Dictionary<(SubjectSide, string), SourcePlace>();
        var stages = ImmutableArray.CreateBuilder<StageDefinition>();
        foreach (var definition in scope.Stages())
        {
            if (!places.TryAdd((definition.Of, definition.Id), definition.Place))
            {
                scope.Problems.Add(definition.Place, "duplicate_id", $"The stage `{definition.Id}` is already defined at {places[(definition.Of, definition.Id)]}.", "Join the conditions with ||.");
            }

            stages.Add(new StageDefinition(definition.Id, definition.Of, definition.Text("when")));
        }

        return stages.ToImmutable();
    }
}
