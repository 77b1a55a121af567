namespace Personalization.Core.Catalogs;

/// <summary>How an event changes a meter.</summary>
public enum MeterMode
{
    /// <summary>Its number is added to the use of the period that its event time lies in.</summary>
    Add,

    /// <summary>Its number is the new reading; the latest by event time holds. Such a meter has no period.</summary>
    Set,
}
