namespace Personalization.Core.Events;

/// <summary>A limit that a whole tenant shares had no room for an action: an input of the decision.</summary>
/// <param name="ActionId">The action.</param>
/// <param name="Owner">Who refused: <c>cap/…</c> or <c>budget/…</c>, see <see cref="Subjects.SharedLimit"/>.</param>
/// <param name="Detail">The numbers behind it, for explaining; not stored.</param>
public sealed record Refusal(string ActionId, string Owner, string Detail = "");
