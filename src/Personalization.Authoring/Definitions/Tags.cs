using Personalization.Authoring.Sources;

namespace Personalization.Authoring.Definitions;

/// <summary>Tags, which are declared by being used.</summary>
internal static class Tags
{
    /// <summary>Reports a tag that no action has.</summary>
    public static void Require(CatalogScope scope, SourceNode tag) =>
        scope.Require(scope.Used(SectionNames.Actions, "tags"), tag, "unknown_tag", "action with the tag", "Tags of actions are");
}
