using Personalization.Core.Catalogs;

namespace Personalization.Core.Decisions;

/// <summary>What a catalog makes of profiles, compiled for deciding: per surface the candidates in order, with their conditions.</summary>
public sealed class DecisionPlan
{
    /// <summary>Compiles the deciding part of a checked catalog.</summary>
    public static DecisionPlan Compile(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new DecisionPlan();
    }
}
