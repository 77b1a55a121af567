using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles;

/// <summary>What a catalog makes of events, compiled for folding: event name to the state that it changes.</summary>
public sealed class FoldPlan
{
    /// <summary>Compiles the folding part of a catalog.</summary>
    public static FoldPlan Compile(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new FoldPlan();
    }
}
