namespace Personalization.Samples.Saas;

/// <summary>Something worth showing of the sample: an action on a surface that somebody gets at the end of the history.</summary>
/// <param name="Surface">Where.</param>
/// <param name="Action">The action's id in the catalog.</param>
public sealed record Sight(string Surface, string Action)
{
    /// <summary>One of each kind: help after a failure, an offer, a checklist, a tip.</summary>
    public static IReadOnlyList<Sight> All { get; } =
    [
        new("home.card", "help.import_failed"),
        new("billing.banner", "upsell.runs"),
        new("home.checklist", "checklist.admin"),
        new("editor.tooltip", "tip.gantt"),
    ];
}
