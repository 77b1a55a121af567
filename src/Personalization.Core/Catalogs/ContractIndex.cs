using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Personalization.Core.Catalogs;

/// <summary>The contracts and traits of a catalog by name; made once per catalog and gone with it.</summary>
public sealed class ContractIndex
{
    private static readonly ConditionalWeakTable<Catalog, ContractIndex> Known = [];

    private ContractIndex(Catalog catalog)
    {
        UnknownEvents = catalog.UnknownEvents;
        Events = catalog.Events.ToFrozenDictionary(contract => contract.Name, StringComparer.Ordinal);
        UserTraits = Traits(catalog, SubjectSide.User);
        AccountTraits = Traits(catalog, SubjectSide.Account);
    }

    /// <summary>What becomes of events without a contract.</summary>
    public UnknownEventPolicy UnknownEvents { get; }

    /// <summary>The contracts by event name.</summary>
    public FrozenDictionary<string, EventContract> Events { get; }

    /// <summary>The traits of users by name.</summary>
    public FrozenDictionary<string, TraitDefinition> UserTraits { get; }

    /// <summary>The traits of accounts by name.</summary>
    public FrozenDictionary<string, TraitDefinition> AccountTraits { get; }

    /// <summary>The index of a catalog.</summary>
    public static ContractIndex Of(Catalog catalog) => Known.GetValue(catalog, static known => new ContractIndex(known));

    private static FrozenDictionary<string, TraitDefinition> Traits(Catalog catalog, SubjectSide of) =>
        catalog.Traits.Where(trait => trait.Of == of).ToFrozenDictionary(trait => trait.Id, StringComparer.Ordinal);
}
