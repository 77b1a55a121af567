using Personalization.Core;

namespace Personalization.Journal;

/// <summary>Which marks are of use.</summary>
/// <param name="PlanHash">The fold plan that made it.</param>
/// <param name="FoldCodeVersion">The fold code that made it.</param>
/// <param name="ReceivedBy">When all events in it had been received.</param>
/// <param name="Rising">Whether received times have to rise up to it (<see cref="ReceivedOrder.Rises"/>).</param>
public readonly record struct MarkUse(ulong PlanHash, int FoldCodeVersion, Instant ReceivedBy, bool Rising);
