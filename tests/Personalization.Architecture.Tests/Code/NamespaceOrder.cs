namespace Personalization.Architecture.Tests;

/// <summary>An order of namespaces below a root: a type may use types of its own namespace and of earlier ones.</summary>
/// <param name="root">The root namespace; the types right in it come first of all.</param>
/// <param name="order">The namespaces below it. What lies below one of them belongs to it.</param>
public sealed class NamespaceOrder(string root, params string[] order)
{
    public static NamespaceOrder Core { get; } = new(
        "Personalization.Core",
        "Codecs", "Calendars", "Expressions", "Subjects", "Events", "Catalogs", "Profiles", "Audiences", "Decisions", "Turns");

    public IEnumerable<Violation> Check(IEnumerable<Usage> usages) => usages
        .Where(usage => Inside(usage.From))
        .DistinctBy(usage => (usage.From, usage.Used))
        .Select(Check)
        .OfType<Violation>();

    private Violation? Check(Usage usage)
    {
        if (LevelOf(usage.From) is not { } from)
            return new(usage.Where, $"{usage.From} is in a namespace without a place", "Give the namespace its place in NamespaceOrder");
        if (!Inside(usage.Used))
            return null;
        return LevelOf(usage.Used) is { } used && used <= from
            ? null
            : new(usage.Where, $"{usage.From} uses {usage.Used}, which comes after it", "Move the type down, or pass in what it needs");
    }

    private bool Inside(TypeName type) => $"{type.Namespace}.".StartsWith($"{root}.", StringComparison.Ordinal);

    private int? LevelOf(TypeName type)
    {
        if (type.Namespace == root)
            return -1;
        var level = Array.IndexOf(order, type.Namespace[(root.Length + 1)..].Split('.')[0]);
        return level < 0 ? null : level;
    }
}
