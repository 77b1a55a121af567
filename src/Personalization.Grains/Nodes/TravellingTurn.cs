using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;

namespace Personalization.Grains.Nodes;

/// <summary>A turn on its way to the node of an owner that it needs.</summary>
public abstract record TravellingTurn
{
    /// <summary>Whose subjects it is about.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The account that the turn names; null where it names none. Its person is placed by it.</summary>
    public virtual string? AccountId => null;

    /// <summary>When the call came in, by the clock of the node that it came to: one turn has one clock.</summary>
    public required Instant Now { get; init; }

    /// <summary>The catalog that the guests are folded by and the turn goes by; null where the first owner chooses.</summary>
    public CatalogHash? Catalog { get; init; }

    /// <summary>The owners that it has met, in the order in which they are asked: user, account, then shared limits by id.</summary>
    public IReadOnlyList<Guest> Guests { get; init; } = [];
}
