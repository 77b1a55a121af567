namespace Personalization.Grains.Nodes;

/// <summary>How a turn ended that came from another node. The numbers are what travels.</summary>
public enum TurnEnd
{
    /// <summary>It is answered, and everything that it appended is durable.</summary>
    Done = 0,

    /// <summary>The subject is not owned by the node that was asked. Nothing was changed.</summary>
    NotHere = 1,

    /// <summary>The node does not know the catalog that the turn goes by. Nothing was changed.</summary>
    CatalogUnknown = 2,

    /// <summary>An answer got lost on the way: whether the turn ran is what the journal will say, and what the guests' owners hold in memory may be behind it.</summary>
    Lost = 3,

    /// <summary>The node has tried several times in vain. The call may be made again later.</summary>
    GivenUp = 4,

    /// <summary>Another owner was faster. Nothing of the turn is durable; what the guests' owners hold in memory may be behind the journal.</summary>
    Fenced = 5,
}
