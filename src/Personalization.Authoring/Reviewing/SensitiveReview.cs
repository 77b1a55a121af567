namespace Personalization.Authoring.Reviewing;

/// <summary>Lists the sensitive fields that expressions may read, so that nobody overlooks them.</summary>
internal static class SensitiveReview
{
    /// <summary>Notes the warnings.</summary>
    public static void Check(ReviewScope scope)
    {
        var sensitive = scope.Catalog.Traits.Where(trait => trait.Use.IsSensitive).Select(trait => trait.Id)
            .Concat(scope.Catalog.Events.SelectMany(one => one.PropertyUses.Where(use => use.Value.IsSensitive).Select(use => $"{one.Name}.{use.Key}")))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var name in scope.Sources.Header.Node["allowSensitive"]?.Items ?? [])
        {
            if (sensitive.Contains(name.Text))
            {
                scope.Warn(name.Place, "sensitive_allowed", $"Expressions may read `{name.Text}`, which is sensitive.", "Take it out of `allowSensitive` where none has to.");
            }
            else
            {
                scope.Warn(name.Place, "unused", $"Nothing that is called `{name.Text}` is sensitive.", "Take it out of `allowSensitive`.");
            }
        }
    }
}
