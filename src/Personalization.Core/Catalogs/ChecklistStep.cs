namespace Personalization.Core.Catalogs;

/// <summary>A step of a checklist; the first event that the selector picks completes it for good.</summary>
/// <param name="Id">The step's name.</param>
/// <param name="Completed">The events that complete it.</param>
public sealed record ChecklistStep(string Id, EventSelector Completed);
