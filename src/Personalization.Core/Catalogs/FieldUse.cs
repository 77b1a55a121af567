using System.Collections.Immutable;

namespace Personalization.Core.Catalogs;

/// <summary>What a field may be used for: what people were told when it was collected.</summary>
/// <param name="Purposes">The slots in <see cref="Catalog.Purposes"/>, as bits. An action for another purpose cannot read it.</param>
/// <param name="IsSensitive">Whether it says something that hurts in wrong hands, such as health, faith or pay.</param>
public readonly record struct FieldUse(uint Purposes, bool IsSensitive)
{
    /// <summary>A field that says nothing of it: every purpose of a catalog without tags.</summary>
    public static FieldUse Anything { get; } = new(uint.MaxValue, IsSensitive: false);

    /// <summary>Whether it may be read for a purpose.</summary>
    public bool IsFor(int purposeSlot) => (Purposes & (1U << purposeSlot)) != 0;

    /// <summary>The names of what it may be used for, in the order of the catalog.</summary>
    public ImmutableArray<string> NamesIn(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var use = this;
        return [.. catalog.Purposes.Where((_, slot) => use.IsFor(slot)).Select(purpose => purpose.Id)];
    }
}
