namespace Personalization.Core.Expressions.Syntax;

/// <summary>What a loop makes of the elements that it goes over.</summary>
internal enum LoopKind
{
    /// <summary>Whether the condition holds for all of them.</summary>
    All,

    /// <summary>Whether it holds for any of them.</summary>
    Exists,

    /// <summary>Whether it holds for exactly one of them.</summary>
    ExistsOne,

    /// <summary>A list of the results.</summary>
    List,

    /// <summary>A map of the results under the same keys.</summary>
    Map,

    /// <summary>One map of the maps that are the results.</summary>
    Entries,
}
