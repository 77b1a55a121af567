namespace Personalization.Samples.Saas;

/// <summary>Something worth showing of the sample: an action on a surface that somebody gets at the end of the history.</summary>
/// <param name="Surface">Where.</param>
/// <param name="Action">The action's id in the catalog.</param>
/// <param name="IsOfAccount">Whether it is the account's state that the action goes by, and not the user's.</param>
/// <param name="State">The path of that state in the profile.</param>
public sealed record Sight(string Surface, string Action, bool IsOfAccount, IReadOnlyList<string> State)
{
    /// <summary>One of each kind: help after a failure, an offer, a checklist, a tip.</summary>
    public static IReadOnlyList<Sight> All { get; } =
    [
        new("home.card", "help.import_failed", IsOfAccount: false, ["errors"]),
        new("billing.banner", "upsell.runs", IsOfAccount: true, ["meters", "runs"]),
        new("home.checklist", "checklist.admin", IsOfAccount: false, ["checklists", "admin_setup"]),
        new("editor.tooltip", "tip.gantt", IsOfAccount: false, ["features", "board"]),
    ];
}
