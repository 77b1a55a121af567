using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Personalization.Core.Catalogs;

namespace Personalization.Gateway.Ingestion;

/// <summary>The contracts and traits of a catalog by name; made once per catalog and gone with it.</summary>
internal sealed class ContractIndex
{
    private static readonly ConditionalWeakTable<Catalog, ContractIndex> Known = [];

    private ContractIndex(Catalog catalog)
    {
        UnknownEvents = catalog.UnknownEvents;
        Events = catalog.Events.ToFrozenDictionary(contract => contract.Name, StringComparer.Ordinal);
        UserTraits = Traits(catalog, SubjectSide.User);
        AccountTraits = Traits(catalog, SubjectSide.Account);
    }

    public UnknownEventPolicy UnknownEvents { get; }

    public FrozenDictionary<string, EventContract> Events { get; }

    public FrozenDictionary<string, TraitDefinition> UserTraits { get; }

    public FrozenDictionary<string, TraitDefinition> AccountTraits { get; }

    public static ContractIndex Of(Catalog catalog) => Known.GetValue(catalog, static known => new ContractIndex(known));

    private static FrozenDictionary<string, TraitDefinition> Traits(Catalog catalog, SubjectSide of) =>
        catalog.Traits.Where(trait => trait.Of == of).ToFrozenDictionary(trait => trait.Id, StringComparer.Ordinal);
}
