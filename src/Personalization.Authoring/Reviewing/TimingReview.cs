using Personalization.Authoring.Definitions;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Reviewing;

/// <summary>Finds quiet hours and best times where nothing can be put off, so that they only keep things from being shown.</summary>
internal static class TimingReview
{
    private const string Hint = "It can be put off where the channel says `defers: true`; where it says `defers: false`, that is what is meant.";

    /// <summary>Notes the warnings.</summary>
    public static void Check(ReviewScope scope)
    {
        var channels = scope.Section(SectionNames.Channels).ToDictionary(channel => channel.Id, StringComparer.Ordinal);
        var reported = new HashSet<SourceNode>();
        foreach (var (definition, surface) in scope.Section(SectionNames.Surfaces).Zip(scope.Catalog.Surfaces))
        {
            var quiet = definition.Node["quietHours"] ?? channels.GetValueOrDefault(surface.Channel)?.Node["quietHours"];
            if (quiet is not null && IsHasty(surface, channels) && reported.Add(quiet))
            {
                scope.Warn(quiet.Place, "not_deferred", $"Nothing is put off on `{surface.Id}`: in its quiet hours it shows nothing at all.", Hint);
            }
        }

        foreach (var (definition, action) in scope.Section(SectionNames.Actions).Zip(scope.Catalog.Actions))
        {
            if (definition.Node.Entry("bestTime") is { } best && FindHasty(scope.Catalog, action, channels) is { } surface)
            {
                scope.Warn(best.KeyPlace, "not_deferred", $"Nothing is put off on `{surface.Id}`: there `{action.Id}` is shown only to those who come at its best time.", Hint);
            }
        }
    }

    private static SurfaceDefinition? FindHasty(Catalog catalog, ActionDefinition action, Dictionary<string, Definition> channels) =>
        catalog.Surfaces.FirstOrDefault(surface => IsHasty(surface, channels) && action.Surfaces.Contains(surface.Id));

    /// <summary>Nothing is put off there, and nobody said that this is meant.</summary>
    private static bool IsHasty(SurfaceDefinition surface, Dictionary<string, Definition> channels) =>
        !surface.DefersDelivery && channels.GetValueOrDefault(surface.Channel)?.Node["defers"] is null;
}
