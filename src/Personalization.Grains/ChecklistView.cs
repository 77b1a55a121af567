using Personalization.Core;

namespace Personalization.Grains;

/// <summary>A checklist's progress.</summary>
/// <param name="Done">How many steps are completed.</param>
/// <param name="Total">How many steps there are.</param>
/// <param name="Steps">When each step was completed, by name; null for not yet.</param>
public sealed record ChecklistView(int Done, int Total, IReadOnlyDictionary<string, Instant?> Steps);
