using Personalization.Authoring.Sources;

namespace Personalization.Authoring.Definitions;

/// <summary>All files of a catalog as one: per section its definitions, from whichever file.</summary>
internal sealed class MergedSources
{
    private readonly Dictionary<string, Dictionary<string, SourceEntry>> sections = new(StringComparer.Ordinal);
    private readonly ProblemList problems;

    private MergedSources(ProblemList problems) => this.problems = problems;

    /// <summary>The <c>catalog</c> section with the place of its key, or null where no file has one.</summary>
    public SourceEntry? Header { get; private set; }

    /// <summary>The <c>stages</c> section, or null.</summary>
    public SourceEntry? Stages { get; private set; }

    /// <summary>The <c>tiers</c> section, or null.</summary>
    public SourceEntry? Tiers { get; private set; }

    /// <summary>Merges the files. Definitions of the same id are problems that name both places.</summary>
    public static MergedSources Merge(IEnumerable<SourceNode> files, ProblemList problems)
    {
        var merged = new MergedSources(problems);
        foreach (var section in files.SelectMany(file => file.Entries))
        {
            if (section.Key == SectionNames.Catalog)
            {
                merged.Header = merged.Only(merged.Header, section);
            }
            else if (section.Key == SectionNames.Stages)
            {
                merged.Stages = merged.Only(merged.Stages, section);
            }
            else if (section.Key == SectionNames.Tiers)
            {
                merged.Tiers = merged.Only(merged.Tiers, section);
            }
            else
            {
                merged.Add(section);
            }
        }

        return merged;
    }

    /// <summary>The definitions of a section in ordinal order of their ids: their slots must not depend on files.</summary>
    public IEnumerable<SourceEntry> Section(string name) =>
        sections.TryGetValue(name, out var section) ? section.Values.OrderBy(entry => entry.Key, StringComparer.Ordinal) : [];

    /// <summary>A definition by its id, or null.</summary>
    public SourceEntry? Find(string section, string id) => sections.TryGetValue(section, out var entries) ? entries.GetValueOrDefault(id) : null;

    /// <summary>The ids of a section.</summary>
    public IEnumerable<string> Ids(string section) => Section(section).Select(entry => entry.Key);

    /// <summary>Everything as one document, which is what the bundle holds.</summary>
    public SourceNode ToDocument()
    {
        var entries = sections.Keys
            .Where(name => sections[name].Count > 0)
            .Select(name => Whole(name, SourceNode.Map(default, [.. Section(name)])))
            .Concat(((SourceEntry?[])[Header, Stages, Tiers]).OfType<SourceEntry>());
        return SourceNode.Map(default, [.. entries]);
    }

    private static SourceEntry Whole(string name, SourceNode section) => new(name, default, section);

    private SourceEntry Only(SourceEntry? earlier, SourceEntry section)
    {
        if (earlier is null)
        {
            return section;
        }

        problems.Add(
            section.KeyPlace,
            "duplicate_section",
            $"The section `{section.Key}` already stands at {earlier.KeyPlace}.",
            "Keep it in one file; it is not merged.");
        return earlier;
    }

    private void Add(SourceEntry section)
    {
        if (!sections.TryGetValue(section.Key, out var entries))
        {
            sections.Add(section.Key, entries = new Dictionary<string, SourceEntry>(StringComparer.Ordinal));
        }

        foreach (var entry in section.Value.Entries)
        {
            if (entries.TryGetValue(entry.Key, out var earlier))
            {
                problems.Add(entry.KeyPlace, "duplicate_id", $"`{entry.Key}` in `{section.Key}` is already defined at {earlier.KeyPlace}.", "Rename or remove one of them.");
            }
            else if (entries.Count < Limits.DefinitionsMax)
            {
                entries.Add(entry.Key, entry);
            }
            else
            {
                problems.Add(entry.KeyPlace, "too_large", $"A catalog has at most {Limits.DefinitionsMax} definitions in `{section.Key}`.");
            }
        }
    }
}
