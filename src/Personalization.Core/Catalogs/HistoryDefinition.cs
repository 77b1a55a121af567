using System.Globalization;

namespace Personalization.Core.Catalogs;

/// <summary>What profiles keep of some events because an expression of the catalog asks for it. Nobody writes it down: <see cref="Histories"/> finds it.</summary>
/// <param name="Of">Whose events: exactly one side.</param>
/// <param name="Selected">The events.</param>
/// <param name="Kind">What is kept of them.</param>
/// <param name="Property">The property whose numbers are summed or whose values are told apart; null for other kinds.</param>
/// <param name="Window">How far back counts and sums reach; null for ever, and for other kinds, which look back as far as a question wants.</param>
public sealed record HistoryDefinition(SubjectSide Of, EventSelector Selected, HistoryKind Kind, string? Property, TimeSpan? Window)
{
    /// <summary>The most buckets of a window: an answer is exact to a sixty-fourth of it.</summary>
    public const int BucketsMax = 64;

    /// <summary>A text that two definitions share exactly when they are the same, and that their order goes by.</summary>
    public string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"{(int)Of}{Part(Selected.Event)}{(int)Kind}{Part(Property)}{Window?.Ticks}{string.Concat(Selected.Where.Select(Part))}");

    private static string Part(PropertyEquals condition) => $"{Part(condition.Property)}{(int)condition.Value.Kind}{Part(condition.Value.ToString())}";

    /// <summary>A text behind its length, so that no two lists of texts look alike.</summary>
    private static string Part(string? text) => text is null ? " - " : string.Create(CultureInfo.InvariantCulture, $" {text.Length}:{text} ");
}
