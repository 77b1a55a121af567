using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>What definitions can refer to, and how a reference that leads nowhere is reported.</summary>
/// <param name="sources">The merged files.</param>
/// <param name="broken">Nodes that the schema refused; they exist but mean nothing.</param>
/// <param name="isComplete">Whether every file could be read; otherwise a missing name says nothing.</param>
/// <param name="problems">Receives the problems.</param>
internal sealed class CatalogScope(MergedSources sources, HashSet<SourceNode> broken, bool isComplete, ProblemList problems)
{
    /// <summary>The contracts read so far, by event name.</summary>
    public Dictionary<string, EventContract> Contracts { get; } = new(StringComparer.Ordinal);

    /// <summary>The traits read so far.</summary>
    public Dictionary<string, TraitDefinition> Traits { get; } = new(StringComparer.Ordinal);

    /// <summary>The merged files.</summary>
    public MergedSources Sources => sources;

    /// <summary>Receives the problems.</summary>
    public ProblemList Problems => problems;

    /// <summary>The <c>catalog</c> section, as far as the schema let it through.</summary>
    public Definition Header
    {
        get
        {
            var entries = sources.Header?.Value.Entries ?? [];
            var node = SourceNode.Map(default, [.. entries.Where(entry => !broken.Contains(entry.Value))]);
            return new Definition(SectionNames.Catalog, sources.Header?.KeyPlace ?? default, node);
        }
    }

    /// <summary>The definitions of a section that the schema let through, in ordinal order of their ids.</summary>
    public IEnumerable<Definition> Section(string section) =>
        sources.Section(section)
            .Where(entry => !broken.Contains(entry.Value))
            .Select(entry => new Definition(entry.Key, entry.KeyPlace, entry.Value));

    /// <summary>The stages that the schema let through, in their order.</summary>
    public IEnumerable<Definition> Stages() =>
        (sources.Stages?.Value.Items ?? [])
            .Where(stage => !broken.Contains(stage))
            .Select(stage => new Definition(stage["id"]!.Text, stage["id"]!.Place, stage));

    /// <summary>The names of the tiers, the most important first.</summary>
    public IReadOnlyList<SourceNode> Tiers => sources.Tiers is { } tiers && !broken.Contains(tiers.Value) ? [.. tiers.Value.Items.Where(tier => !broken.Contains(tier))] : [];

    /// <summary>Whether the schema let everything through that conditions can name, so that checking them is fair.</summary>
    public bool IsWholeBut(string section) =>
        isComplete && sources.ToDocument().Entries
            .Where(entry => entry.Key != section)
            .All(entry => !broken.Contains(entry.Value)
                && entry.Value.Entries.All(definition => !broken.Contains(definition.Value))
                && entry.Value.Items.All(item => !broken.Contains(item)));

    /// <summary>The contract that a node names; null where there is none, which is reported, or where it is broken, which has been.</summary>
    public EventContract? Event(SourceNode name)
    {
        Require(SectionNames.Events, name, "unknown_event", "event");
        return Contracts.GetValueOrDefault(name.Text);
    }

    /// <summary>Reports a name that a section does not define.</summary>
    public bool Require(string section, SourceNode name, string code, string what) =>
        Require(sources.Ids(section), name, code, what, "Defined are");

    /// <summary>Reports a name that is not one of those that there are.</summary>
    /// <param name="known">The names, also those of definitions that are broken.</param>
    /// <param name="name">The name, where it is used.</param>
    /// <param name="code">The problem's code.</param>
    /// <param name="what">What it should be the name of.</param>
    /// <param name="those">How a hint begins that lists the names.</param>
    public bool Require(IEnumerable<string> known, SourceNode name, string code, string what, string those)
    {
        var names = known.ToHashSet(StringComparer.Ordinal);
        if (!isComplete || names.Contains(name.Text))
        {
            return true;
        }

        problems.Add(name.Place, code, $"There is no {what} `{name.Text}`.", Suggestion.For(name.Text, names, those));
        return false;
    }

    /// <summary>What all definitions of a section say under a key, whether the schema let them through or not: what is used may be named.</summary>
    public IEnumerable<string> Used(string section, string key) =>
        sources.Section(section).Select(entry => entry.Value[key]).OfType<SourceNode>()
            .SelectMany(node => node.IsList ? node.Items : [node])
            .Select(node => node.Text);
}
