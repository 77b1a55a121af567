namespace Personalization.Core.Events;

/// <summary>What outcomes are called in JSON, on HTTP and in messages.</summary>
public static class OutcomeNames
{
    /// <summary>All of them, for messages.</summary>
    public const string All = "shown, clicked, dismissed, completed, snoozed, opted_out or less_like_this";

    /// <summary>The outcome of a name, or null.</summary>
    public static Outcome? Parse(string? name) => name switch
    {
        "shown" => Outcome.Shown,
        "clicked" => Outcome.Clicked,
        "dismissed" => Outcome.Dismissed,
        "completed" => Outcome.Completed,
        "snoozed" => Outcome.Snoozed,
        "opted_out" => Outcome.OptedOut,
        "less_like_this" => Outcome.LessLikeThis,
        _ => null,
    };

    /// <summary>The name of an outcome.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Shown => "shown",
        Outcome.Clicked => "clicked",
        Outcome.Dismissed => "dismissed",
        Outcome.Completed => "completed",
        Outcome.Snoozed => "snoozed",
        Outcome.OptedOut => "opted_out",
        Outcome.LessLikeThis => "less_like_this",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no such outcome."),
    };
}
