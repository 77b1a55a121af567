using System.Globalization;
using Personalization.Authoring.Definitions;

namespace Personalization.Authoring.Reviewing;

/// <summary>Finds actions and flags that nobody answers for, and those whose review is due.</summary>
internal static class OwnerReview
{
    /// <summary>Notes the warnings.</summary>
    public static void Check(ReviewScope scope)
    {
        foreach (var definition in scope.Section(SectionNames.Actions).Concat(scope.Section(SectionNames.Flags)))
        {
            if (definition.Node["owner"] is null)
            {
                scope.Warn(definition.Place, "missing_owner", $"Nobody answers for `{definition.Id}`.", "Name its `owner`.");
            }

            if (definition.Date("reviewBy") is { } due && due < scope.Today)
            {
                scope.Warn(
                    definition.Required("reviewBy").Place,
                    "review_due",
                    string.Create(CultureInfo.InvariantCulture, $"`{definition.Id}` was to be looked at by {due:yyyy-MM-dd}."),
                    "Remove it, or set a later date.");
            }
        }
    }
}
