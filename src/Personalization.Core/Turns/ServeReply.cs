using Personalization.Core.Decisions;
using Personalization.Core.Events;

namespace Personalization.Core.Turns;

/// <summary>What a serve answers and what it asks to be appended, all of it as one.</summary>
/// <param name="Decision">The answer.</param>
/// <param name="Served">The record for the user's stream; null where nothing is recorded.</param>
/// <param name="Counts">What the account's stream has to count, one for each chosen action and cap.</param>
/// <param name="Shared">What the streams of shared caps and budgets have to count.</param>
public sealed record ServeReply(Decision Decision, Served? Served, IReadOnlyList<CapCounted> Counts, IReadOnlyList<SharedAppend> Shared);
