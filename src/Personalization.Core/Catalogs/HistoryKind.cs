namespace Personalization.Core.Catalogs;

/// <summary>What a profile keeps of the events of a history. The numbers are part of the fold plan's hash and may not change.</summary>
public enum HistoryKind
{
    /// <summary>When the newest happened.</summary>
    Last = 0,

    /// <summary>How many happened.</summary>
    Count = 1,

    /// <summary>The sum of a number property.</summary>
    Sum = 2,

    /// <summary>The different values of a property, each with the newest time.</summary>
    Values = 3,
}
