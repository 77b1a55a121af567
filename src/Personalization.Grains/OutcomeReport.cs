using Personalization.Core;
using Personalization.Core.Events;

namespace Personalization.Grains;

/// <summary>What a client reports about a served action.</summary>
/// <param name="DecisionId">The decision that served it.</param>
/// <param name="ActionId">The action.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Until">For a snooze, until when; required there and refused elsewhere.</param>
public sealed record OutcomeReport(string DecisionId, string ActionId, Outcome Outcome, Instant? Until);
