namespace Personalization.Core.Catalogs.Contracts;

/// <summary>The bounds of contracts and of checking them.</summary>
public static class ContractLimits
{
    /// <summary>The most violations of one check: enough to fix an event in one go, too few to flood a reply of 2,500 events.</summary>
    public const int ProblemsMax = 16;

    /// <summary>The deepest nesting of a schema: real contracts stay under ten, and compiling recurses.</summary>
    public const int DepthMax = 64;

    /// <summary>The longest pattern, in characters: the automaton of a pattern grows with it.</summary>
    public const int PatternCharsMax = 1000;

    /// <summary>Lists up to here are compared item by item for <c>uniqueItems</c>; longer ones through a hash set, since an event can hold thousands of items.</summary>
    public const int PairwiseItemsMax = 16;
}
