using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads what fields may be used for.</summary>
internal sealed class UseReader
{
    private readonly CatalogScope scope;
    private readonly List<string> names;

    /// <summary>Reads the purposes that there are.</summary>
    public UseReader(CatalogScope scope)
    {
        this.scope = scope;
        Purposes = PurposeReader.Read(scope);
        names = [.. Purposes.Select(purpose => purpose.Id)];
        Unsaid = scope.Header.Node["fieldPurposes"] is { } said
            ? Bits(said)
            : (1U << PurposeDefinition.PersonalizationSlot) | (1U << PurposeDefinition.ExperimentationSlot) | (1U << PurposeDefinition.AnalyticsSlot);
    }

    /// <summary>The purposes of the catalog.</summary>
    public ImmutableArray<PurposeDefinition> Purposes { get; }

    /// <summary>What a field may be used for that says nothing: what the header says, else all that is always there but marketing, which people have to be told of.</summary>
    public uint Unsaid { get; }

    /// <summary>What a list of purposes says, or what holds without one.</summary>
    public uint Read(SourceNode? purposes, uint otherwise) => purposes is null ? otherwise : Bits(purposes);

    private uint Bits(SourceNode purposes)
    {
        var bits = 0U;
        foreach (var purpose in purposes.Items)
        {
            scope.Require(names, purpose, "unknown_purpose", "purpose", "Purposes are");
            bits |= names.IndexOf(purpose.Text) is >= 0 and var slot ? 1U << slot : 0;
        }

        return bits;
    }
}
