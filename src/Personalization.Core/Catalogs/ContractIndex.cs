using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Personalization.Core.Catalogs.Contracts;

namespace Personalization.Core.Catalogs;

/// <summary>The contracts and traits of a catalog by name; made once per catalog and gone with it.</summary>
public sealed class ContractIndex
{
    private static readonly ConditionalWeakTable<Catalog, ContractIndex> Known = [];

    private ContractIndex(Catalog catalog)
    {
        UnknownEvents = catalog.UnknownEvents;
        Events = catalog.Events.ToFrozenDictionary(contract => contract.Name, StringComparer.Ordinal);
        UnknownProperties = catalog.UnknownProperties;
        UnknownTraits = catalog.UnknownTraits;
        UserTraits = Traits(catalog, SubjectSide.User);
        AccountTraits = Traits(catalog, SubjectSide.Account);
        UserTraitNames = NamedFields.Of(UserTraits.Keys);
        AccountTraitNames = NamedFields.Of(AccountTraits.Keys);
    }

    /// <summary>What becomes of events without a contract.</summary>
    public UnknownEventPolicy UnknownEvents { get; }

    /// <summary>What becomes of the properties of events without a contract, and of views.</summary>
    public UnknownFieldPolicy UnknownProperties { get; }

    /// <summary>What becomes of traits that are not declared.</summary>
    public UnknownFieldPolicy UnknownTraits { get; }

    /// <summary>The contracts by event name.</summary>
    public FrozenDictionary<string, EventContract> Events { get; }

    /// <summary>The traits of users by name.</summary>
    public FrozenDictionary<string, TraitDefinition> UserTraits { get; }

    /// <summary>The traits of accounts by name.</summary>
    public FrozenDictionary<string, TraitDefinition> AccountTraits { get; }

    /// <summary>The names of the traits of users.</summary>
    internal NamedFields UserTraitNames { get; }

    /// <summary>The names of the traits of accounts.</summary>
    internal NamedFields AccountTraitNames { get; }

    /// <summary>The index of a catalog.</summary>
    public static ContractIndex Of(Catalog catalog) => Known.GetValue(catalog, static known => new ContractIndex(known));

    private static FrozenDictionary<string, TraitDefinition> Traits(Catalog catalog, SubjectSide of) =>
        catalog.Traits.Where(trait => trait.Of == of).ToFrozenDictionary(trait => trait.Id, StringComparer.Ordinal);
}
